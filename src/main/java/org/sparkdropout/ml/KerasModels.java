package org.sparkdropout.ml;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable;
import org.sparkdropout.dl4j.Dl4jNetwork;
import org.sparkdropout.dropout.WeightScaling;
import org.sparkdropout.keras.KerasFile;
import org.sparkdropout.keras.KerasFormatException;
import org.sparkdropout.model.ExportedModel;
import org.sparkdropout.model.Provenance;
import org.sparkdropout.model.TrainingSummary;
import org.sparkdropout.score.DenseNetwork;
import org.sparkdropout.score.ExportedNetwork;

/** Makes models of files of Keras, as they are: of a run that had no epochs and no rows. */
final class KerasModels {
  private KerasModels() {}

  static DropoutClassificationModel load(String path, Configuration hadoop) {
    KerasFile keras = read(path, hadoop);
    return load(NetworkFile.of(keras, path), keras.features(), path, "keras");
  }

  /**
   * The model of a file that others have written.
   *
   * @param features the numbers of a row
   * @param uid what the model's uid starts with
   */
  static DropoutClassificationModel load(NetworkFile file, int features, String path, String uid) {
    ExportedNetwork network = network(file, features);
    DropoutClassificationModel model =
        new DropoutClassificationModel(
            Identifiable.randomUID(uid),
            new ExportedModel(network, summary(network), provenance(path)));
    params(file, path).copyValues(model, ParamMap.empty());
    model.set(model.network(), path);
    return model;
  }

  /** What the file says in terms of params, dropout above all. */
  private static DropoutClassifier params(NetworkFile file, String path) {
    EngineKind engine = file.dense().isPresent() ? EngineKind.BLAS : EngineKind.DL4J;
    DropoutClassifier named =
        new DropoutClassifier().setEngine(Choice.value(engine)).setNetwork(path);
    return GivenNetwork.of(named, file).params();
  }

  private static KerasFile read(String path, Configuration hadoop) {
    try {
      return KerasFile.read(new Path(path), hadoop);
    } catch (FileNotFoundException none) {
      throw new KerasFormatException(
          "A Keras model must exist. Provided: %s. Check the path".formatted(path), none);
    } catch (IOException failure) {
      throw new UncheckedIOException(
          "A Keras model must be readable from %s".formatted(path), failure);
    }
  }

  private static ExportedNetwork network(NetworkFile file, int features) {
    return file.dense()
        .<ExportedNetwork>map(
            start -> new DenseNetwork(WeightScaling.scale(start.weights(), start.dropout())))
        .orElseGet(() -> Dl4jNetwork.of(file.dl4j(), features));
  }

  private static TrainingSummary summary(ExportedNetwork network) {
    int parameters = network.parameters().length;
    return new TrainingSummary(
        network.toString(), parameters, 0, 0, 0, 0, 0, 0, 0, List.of(), 0, false, List.of());
  }

  private static Provenance provenance(String path) {
    return new Provenance(
        "", 0, Map.of("network", path), 0, TrainingReport.versions(), Map.of(), Instant.now());
  }
}
