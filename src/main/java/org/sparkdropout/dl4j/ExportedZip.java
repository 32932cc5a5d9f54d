package org.sparkdropout.dl4j;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.factory.Nd4j;
import org.sparkdropout.score.DenseNetwork;
import org.sparkdropout.score.ExportedNetwork;

/**
 * A network as the zip file of a DL4J {@link MultiLayerNetwork}, as DL4J's own serialiser writes
 * and reads it.
 */
public final class ExportedZip {
  private ExportedZip() {}

  /**
   * Writes a network.
   *
   * @param network of DL4J, or a dense one of our own
   * @param learningRate of the updater of a dense one, for programs that train on
   * @param momentum of that updater
   * @return the bytes of the file
   */
  public static byte[] write(ExportedNetwork network, double learningRate, double momentum) {
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    try {
      ModelSerializer.writeModel(layers(network, learningRate, momentum), zip, false);
    } catch (IOException e) {
      throw new UncheckedIOException("A network must be writable", e);
    }
    return zip.toByteArray();
  }

  private static MultiLayerNetwork layers(
      ExportedNetwork network, double learningRate, double momentum) {
    return network instanceof Dl4jNetwork dl4j
        ? dl4j.network()
        : DenseLayers.network(((DenseNetwork) network).weights(), learningRate, momentum);
  }

  /**
   * What DL4J answers with a file.
   *
   * @param zip that was written
   * @param features (rows, inputs)
   * @return probabilities (rows, classes)
   */
  public static float[][] probabilities(byte[] zip, float[][] features) {
    try {
      return ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(zip), false)
          .output(Nd4j.create(features))
          .toFloatMatrix();
    } catch (IOException e) {
      throw new UncheckedIOException("A network that was written must be readable", e);
    }
  }
}
