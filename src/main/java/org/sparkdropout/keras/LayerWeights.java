package org.sparkdropout.keras;

import io.jhdf.api.Dataset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Reads the weights of a layer: those that it must have and no others, of the shapes that the model
 * says. All this is checked before memory is taken for them.
 */
final class LayerWeights {
  /** Numbers that layers keep and that do not enter what they predict. */
  static final Set<String> IDLE = Set.of("count", "seed_generator_state");

  /** Deflate makes nothing smaller than by this. */
  private static final long STRONGEST_COMPRESSION = 1032;

  private LayerWeights() {}

  /**
   * Reads the weights.
   *
   * @param layer whose weights they are
   * @param found in the file
   * @param fileBytes the length of the file
   */
  static Map<String, INDArray> read(
      WeightShapes.OfLayer layer, Map<String, Dataset> found, long fileBytes) {
    requireAll(layer, found.keySet());
    Map<String, INDArray> weights = new LinkedHashMap<>();
    layer
        .shapes()
        .forEach(
            (name, shape) -> {
              Dataset dataset = found.get(name);
              requireShape(layer.config(), name, shape, dataset);
              requireFloats(layer.config(), name, dataset);
              requireStored(dataset, fileBytes);
              weights.put(name, array(layer.config(), name, dataset));
            });
    return weights;
  }

  private static void requireAll(WeightShapes.OfLayer layer, Set<String> found) {
    Set<String> others = new TreeSet<>(found);
    others.removeAll(layer.shapes().keySet());
    others.removeIf(name -> IDLE.contains(name) || name.startsWith("seed_generator/"));
    if (!others.isEmpty()) {
      boolean isLora = others.stream().anyMatch(name -> name.contains("lora"));
      throw new KerasFormatException(
          "%s must have the weights %s alone. The file also has %s, which change what it predicts: %s"
              .formatted(
                  layer.config(),
                  layer.shapes().keySet(),
                  others,
                  isLora
                      ? "save the model as .keras with Keras 3, which adds them to the kernel"
                      : "put its weights into a plain layer of Keras, and save the model again"));
    }
    if (!found.containsAll(layer.shapes().keySet())) {
      throw new KerasFormatException(
          "%s must have the weights %s. The file has %s: save the model again"
              .formatted(layer.config(), layer.shapes().keySet(), new TreeSet<>(found)));
    }
  }

  private static void requireShape(LayerConfig layer, String name, long[] shape, Dataset dataset) {
    long[] found = dataset.getDimensionsAsLong();
    if (!Arrays.equals(found, shape)) {
      throw new KerasFormatException(
          "The %s of %s must be of the shape %s. It is of %s: save the model again"
              .formatted(name, layer, Arrays.toString(shape), Arrays.toString(found)));
    }
  }

  private static void requireFloats(LayerConfig layer, String name, Dataset dataset) {
    Class<?> type = dataset.getDataType().getJavaType();
    if (type != float.class && type != double.class) {
      throw new KerasFormatException(
          "Weights must be float32 or float64. The %s of %s is %s: save the model in float32, not quantised"
              .formatted(name, layer, type.getSimpleName()));
    }
  }

  /** Arrays in chunks take the memory that they claim before a chunk is looked at. */
  private static void requireStored(Dataset dataset, long fileBytes) {
    if (dataset.getSizeInBytes() / STRONGEST_COMPRESSION > fileBytes) {
      throw new KerasFormatException(
          "%s must be in the file. It claims %d bytes, and the file has %d: copy or save the model again"
              .formatted(dataset.getPath(), dataset.getSizeInBytes(), fileBytes));
    }
  }

  private static INDArray array(LayerConfig layer, String name, Dataset dataset) {
    float[] values = floats(dataset.getDataFlat());
    requireFinite(layer, name, values);
    return Nd4j.createFromArray(values).reshape('c', dataset.getDimensionsAsLong());
  }

  private static float[] floats(Object flat) {
    if (flat instanceof float[] floats) {
      return floats;
    }
    double[] doubles = (double[]) flat;
    float[] floats = new float[doubles.length];
    IntStream.range(0, floats.length).forEach(i -> floats[i] = (float) doubles[i]);
    return floats;
  }

  private static void requireFinite(LayerConfig layer, String name, float[] values) {
    long wrong = 0;
    for (float value : values) {
      wrong += Float.isFinite(value) ? 0 : 1;
    }
    if (wrong > 0) {
      throw new KerasFormatException(
          "Weights must be finite. %s of %s has %d of %d that are not: the model diverged in"
                  .formatted(name, layer, wrong, values.length)
              + " training. Train it again with a lower learning rate, and save it");
    }
  }
}
