package org.sparkdropout.export;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.sparkdropout.dl4j.Dl4jNetwork;
import org.sparkdropout.ml.DropoutClassificationModel;

/**
 * A network as the zip file of a DL4J {@link MultiLayerNetwork}, as its own serialiser writes it.
 */
final class NetworkDl4j implements Target {
  private static final String FEATURES = "features";

  private final NetworkStage stage;

  NetworkDl4j(DropoutClassificationModel model) {
    this.stage = new NetworkStage(model);
  }

  @Override
  public String runtime() {
    return "DL4J";
  }

  @Override
  public byte[] bytes() {
    MultiLayerNetwork network = network(stage.model());
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    try {
      ModelSerializer.writeModel(network, zip, false);
    } catch (IOException e) {
      throw new UncheckedIOException("A network must be writable", e);
    }
    return zip.toByteArray();
  }

  private static MultiLayerNetwork network(DropoutClassificationModel model) {
    return model.exportedNetwork() instanceof Dl4jNetwork dl4j
        ? dl4j.network()
        : Dl4jLayers.network(
            model.inferenceNetwork().orElseThrow(), model.getLearningRate(), model.getMomentum());
  }

  @Override
  public Sample sample(Optional<Dataset<Row>> rows, int count) {
    return new NetworkSample(stage).draw(FEATURES, rows, count);
  }

  /** DL4J gives probabilities; classes are chosen from them as the model chooses. */
  @Override
  public List<Sample.Answer> answers(byte[] file, Map<String, Object> inputs) {
    float[][] features = (float[][]) inputs.get(FEATURES);
    float[][] probabilities = output(file, features).toFloatMatrix();
    List<Sample.Answer> answers = new ArrayList<>();
    for (float[] row : probabilities) {
      double[] values = new double[row.length];
      Arrays.setAll(values, c -> row[c]);
      int prediction =
          (int)
              stage
                  .model()
                  .probability2prediction(org.apache.spark.ml.linalg.Vectors.dense(values));
      answers.add(new Sample.Answer(OnnxRun.list(row), prediction, Optional.empty()));
    }
    return answers;
  }

  private static INDArray output(byte[] file, float[][] features) {
    try {
      return ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(file), false)
          .output(Nd4j.create(features));
    } catch (IOException e) {
      throw new UncheckedIOException("A network that was written must be readable", e);
    }
  }

  @Override
  public List<Double> thresholds() {
    return stage.thresholds();
  }
}
