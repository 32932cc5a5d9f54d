package org.sparkdropout.keras;

import io.jhdf.api.Dataset;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Arrays of HDF5. */
final class Datasets {
  private Datasets() {}

  /** Reads floating-point numbers as float32. */
  static INDArray array(Dataset dataset) {
    return Nd4j.createFromArray(floats(dataset)).reshape('c', dataset.getDimensionsAsLong());
  }

  private static float[] floats(Dataset dataset) {
    Object flat = dataset.getDataFlat();
    if (flat instanceof float[] floats) {
      return floats;
    }
    if (flat instanceof double[] doubles) {
      float[] floats = new float[doubles.length];
      IntStream.range(0, floats.length).forEach(i -> floats[i] = (float) doubles[i]);
      return floats;
    }
    throw new KerasFormatException(
        "Weights must be float32 or float64. Those in %s are not: save the model in float32"
            .formatted(dataset.getPath()));
  }
}
