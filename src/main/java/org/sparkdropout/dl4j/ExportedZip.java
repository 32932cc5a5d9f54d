package org.sparkdropout.dl4j;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.factory.Nd4j;
import org.sparkdropout.fit.NetworkWriter;
import org.sparkdropout.head.NumberAnswer;
import org.sparkdropout.ml.param.SharedParams;
import org.sparkdropout.score.DenseNetwork;
import org.sparkdropout.score.ExportedNetwork;

/**
 * A network as the zip file of a DL4J {@link MultiLayerNetwork}, as DL4J's own serialiser writes
 * and reads it.
 *
 * <p>Is made to list the formats, where there may be no DL4J. So no network may be passed on as a
 * supertype here: Java would load that type's class with this one.
 */
final class ExportedZip implements NetworkWriter {
  @Override
  public String runtime() {
    return "DL4J";
  }

  @Override
  public String fileName() {
    return "model-dl4j.zip";
  }

  /** A dense network gets dropout and an updater as in training. */
  @Override
  public byte[] write(ExportedNetwork network, SharedParams params) {
    return Dl4jZip.write(layers(network, params));
  }

  private static MultiLayerNetwork layers(ExportedNetwork network, SharedParams params) {
    if (!(network instanceof Dl4jNetwork dl4j)) {
      return DenseLayers.network((DenseNetwork) network, params);
    }
    MultiLayerNetwork layers = dl4j.network();
    if (dl4j.answer() instanceof NumberAnswer numbers) {
      LabelUnits.take(layers, numbers);
    }
    return layers;
  }

  @Override
  public float[][] answers(byte[] zip, float[][] features) {
    try {
      return ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(zip), false)
          .output(Nd4j.create(features))
          .toFloatMatrix();
    } catch (IOException e) {
      throw new UncheckedIOException("A network that was written must be readable", e);
    }
  }
}
