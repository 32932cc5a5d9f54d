package org.sparkdropout.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.sparkdropout.fit.NetworkWriter;
import org.sparkdropout.ml.DropoutClassificationModel;

/** A network as a file of the runtime that a format names. */
final class NetworkOfRuntime implements Target {
  private static final String FEATURES = "features";

  private final NetworkStage stage;
  private final NetworkWriter writer;

  NetworkOfRuntime(DropoutClassificationModel model, NetworkWriter writer) {
    this.stage = new NetworkStage(model);
    this.writer = writer;
  }

  @Override
  public String runtime() {
    return writer.runtime();
  }

  @Override
  public byte[] bytes() {
    DropoutClassificationModel model = stage.model();
    return writer.write(model.exportedNetwork(), model);
  }

  @Override
  public Sample sample(Optional<Dataset<Row>> rows, int count) {
    return new NetworkSample(stage).draw(FEATURES, rows, count);
  }

  /** A runtime gives probabilities; classes are chosen from them as the model chooses. */
  @Override
  public List<Sample.Answer> answers(byte[] file, Map<String, Object> inputs) {
    float[][] features = (float[][]) inputs.get(FEATURES);
    float[][] probabilities = writer.probabilities(file, features);
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
