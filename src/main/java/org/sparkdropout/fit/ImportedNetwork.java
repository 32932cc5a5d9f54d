package org.sparkdropout.fit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sparkdropout.ml.param.SharedParams;
import org.sparkdropout.model.ExportedModel;
import org.sparkdropout.model.Provenance;
import org.sparkdropout.model.TrainingSummary;
import org.sparkdropout.score.ExportedNetwork;

/** Takes networks of others' files as they are: those of a run that had no epochs and no rows. */
public final class ImportedNetwork {
  private ImportedNetwork() {}

  /**
   * The network of a file, of our own engine if it can be.
   *
   * @param file that was read
   * @param path of the file
   * @param params of a new estimator, which say whether the network is for classes or for numbers
   * @return with what the file says in terms of params, dropout above all
   * @throws UnsupportedNetworkException if no engine can score it, or it answers another kind
   */
  public static FittedNetwork of(NetworkFile file, String path, SharedParams params) {
    KindCheck.require(file.targets(), params, path);
    for (EngineFactory engine : EngineFactory.all()) {
      Optional<ExportedNetwork> network = engine.exported(file, params);
      if (network.isPresent()) {
        params.set(params.engine(), engine.engine());
        params.set(params.network(), path);
        return of(network.get(), path, GivenNetwork.of(params, file).params());
      }
    }
    throw new UnsupportedNetworkException(
        "network must have weights to score with. Provided: %s, which has none. Train it: set network to this file (train.network in a job)"
            .formatted(path));
  }

  private static FittedNetwork of(ExportedNetwork network, String path, SharedParams said) {
    said.set(said.network(), path);
    return new FittedNetwork(
        new ExportedModel(network, summary(network, said), provenance(path)), said);
  }

  private static TrainingSummary summary(ExportedNetwork network, SharedParams params) {
    int parameters = network.parameters().length;
    return new TrainingSummary(
        network.toString(),
        parameters,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        List.of(),
        0,
        false,
        List.of(),
        Task.of(params).measure());
  }

  private static Provenance provenance(String path) {
    return new Provenance(
        "", 0, Map.of("network", path), 0, Versions.all(), Map.of(), Instant.now());
  }
}
