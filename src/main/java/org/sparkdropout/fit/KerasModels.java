package org.sparkdropout.fit;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.Identifiable;
import org.sparkdropout.dl4j.Dl4jNetwork;
import org.sparkdropout.dropout.WeightScaling;
import org.sparkdropout.keras.KerasFile;
import org.sparkdropout.keras.KerasFormatException;
import org.sparkdropout.ml.param.Choice;
import org.sparkdropout.ml.param.EngineKind;
import org.sparkdropout.ml.param.SharedParams;
import org.sparkdropout.model.ExportedModel;
import org.sparkdropout.model.Provenance;
import org.sparkdropout.model.TrainingSummary;
import org.sparkdropout.score.DenseNetwork;
import org.sparkdropout.score.ExportedNetwork;

/** Makes networks of files of Keras, as they are: of a run that had no epochs and no rows. */
public final class KerasModels {
  private KerasModels() {}

  /**
   * The network of a file.
   *
   * @param path of the file
   * @param hadoop how to reach it
   * @param estimator makes a new one with a uid
   * @return with what the file says in terms of params
   * @throws KerasFormatException if there is no such file, it is no such model, or has layers that
   *     are not supported
   */
  public static FittedNetwork load(
      String path, Configuration hadoop, Function<String, ? extends SharedParams> estimator) {
    KerasFile keras = read(path, hadoop);
    SharedParams params = estimator.apply(Identifiable.randomUID("keras"));
    return load(NetworkFile.of(keras, path), keras.features(), path, params);
  }

  /**
   * The network of a file that others have written.
   *
   * @param features the numbers of a row
   * @param params of a new estimator
   */
  static FittedNetwork load(NetworkFile file, int features, String path, SharedParams params) {
    ExportedNetwork network = network(file, features);
    return new FittedNetwork(
        new ExportedModel(network, summary(network), provenance(path)), params(file, path, params));
  }

  /** What the file says in terms of params, dropout above all. */
  private static SharedParams params(NetworkFile file, String path, SharedParams params) {
    EngineKind engine = file.dense().isPresent() ? EngineKind.BLAS : EngineKind.DL4J;
    params.set(params.engine(), Choice.value(engine));
    params.set(params.network(), path);
    SharedParams said = GivenNetwork.of(params, file).params();
    said.set(said.network(), path);
    return said;
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
        "", 0, Map.of("network", path), 0, Versions.all(), Map.of(), Instant.now());
  }
}
