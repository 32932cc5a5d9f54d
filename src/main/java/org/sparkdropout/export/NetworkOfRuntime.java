package org.sparkdropout.export;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.sparkdropout.fit.NetworkWriter;
import org.sparkdropout.ml.DropoutModel;

/** A network as a file of the runtime that a format names. */
final class NetworkOfRuntime implements Target {
  private static final String FEATURES = "features";

  private final NetworkStage stage;
  private final NetworkWriter writer;

  NetworkOfRuntime(DropoutModel model, NetworkWriter writer) {
    this.stage = new NetworkStage(model);
    this.writer = writer;
  }

  @Override
  public String runtime() {
    return writer.runtime();
  }

  @Override
  public byte[] bytes() {
    DropoutModel model = stage.model();
    return writer.write(model.exportedNetwork(), model);
  }

  @Override
  public Sample sample(Optional<Dataset<Row>> rows, int count) {
    return new NetworkSample(stage).draw(FEATURES, rows, count);
  }

  /** A runtime gives probabilities or numbers; what is chosen of them, the model's rules choose. */
  @Override
  public List<Sample.Answer> answers(byte[] file, Map<String, Object> inputs) {
    float[][] features = (float[][]) inputs.get(FEATURES);
    return Arrays.stream(writer.answers(file, features)).map(stage.form()::ofRuntime).toList();
  }

  @Override
  public Agreement agreement(String file) {
    return stage.form().agreementOfFloats(file, runtime());
  }
}
