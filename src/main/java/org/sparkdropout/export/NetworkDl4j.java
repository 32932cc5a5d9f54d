package org.sparkdropout.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.sparkdropout.dl4j.ExportedZip;
import org.sparkdropout.ml.DropoutClassificationModel;

/** A network as a zip file of DL4J. */
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
    DropoutClassificationModel model = stage.model();
    return ExportedZip.write(model.exportedNetwork(), model.getLearningRate(), model.getMomentum());
  }

  @Override
  public Sample sample(Optional<Dataset<Row>> rows, int count) {
    return new NetworkSample(stage).draw(FEATURES, rows, count);
  }

  /** DL4J gives probabilities; classes are chosen from them as the model chooses. */
  @Override
  public List<Sample.Answer> answers(byte[] file, Map<String, Object> inputs) {
    float[][] features = (float[][]) inputs.get(FEATURES);
    float[][] probabilities = ExportedZip.probabilities(file, features);
    List<Sample.Answer> answers = new ArrayList<>();
    for (float[] row : probabilities) {
      double[] values = new double[row.length];
      Arrays.setAll(values, c -> row[c]);
      int prediction = (int) stage.model().probability2prediction(Vectors.dense(values));
      answers.add(new Sample.Answer(OnnxRun.list(row), prediction, Optional.empty()));
    }
    return answers;
  }

  @Override
  public List<Double> thresholds() {
    return stage.thresholds();
  }
}
