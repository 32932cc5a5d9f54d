package org.sparkdropout.fit;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.sparkdropout.data.DataProfile;
import org.sparkdropout.ml.param.SharedParams;
import org.sparkdropout.ml.param.TrainingSettings;
import org.sparkdropout.score.ExportedNetwork;

/**
 * Makes the engine that the param {@code engine} names: which params it asks, and what a run of it
 * starts from.
 *
 * <p>Engines other than our own are found by {@link ServiceLoader}.
 */
public interface EngineFactory {
  /**
   * The engine.
   *
   * @return its value of the param {@code engine}
   */
  String engine();

  /**
   * Checks the params that have to do with the engine. Reads no file.
   *
   * @param params of an estimator
   * @throws IllegalArgumentException if they do not fit
   */
  void check(SharedParams params);

  /**
   * Whether the engine asks a param.
   *
   * @param param name of any
   * @return false if the network's file says the same
   */
  default boolean asks(String param) {
    return TrainingSettings.named(param).filter(setting -> !setting.isAskedBy(engine())).isEmpty();
  }

  /**
   * The settings and weights of a run that starts from a file.
   *
   * @param asked what the user set
   * @param file that the param {@code network} names
   * @return what the run starts from
   * @throws UnsupportedNetworkException if the engine cannot train it
   */
  GivenNetwork given(SharedParams asked, NetworkFile file);

  /**
   * The same network with nothing dropped of what its file drops.
   *
   * @param given what a run starts from
   * @return the same if the params say what drops
   */
  GivenNetwork withoutDropout(GivenNetwork given);

  /**
   * What drops in a network.
   *
   * @param given what a run starts from
   * @return for people to read
   */
  String dropoutText(GivenNetwork given);

  /**
   * Resolves a network against the data.
   *
   * @param given what the run starts from
   * @param profile of the data
   * @param untrainedCategories features whose drawn weights nothing would train
   * @return the network
   * @throws IllegalArgumentException if it is too large, or does not fit the data
   */
  ResolvedNetwork resolve(GivenNetwork given, DataProfile profile, int[] untrainedCategories);

  /**
   * A network as its file has it, to score with.
   *
   * @param file of the network, which has been checked to answer what the params are for
   * @param params of an estimator
   * @return empty if it is none of this engine
   */
  Optional<ExportedNetwork> exported(NetworkFile file, SharedParams params);

  /**
   * All engines.
   *
   * @return our own first
   */
  static List<EngineFactory> all() {
    Stream<EngineFactory> others =
        ServiceLoader.load(EngineFactory.class, EngineFactory.class.getClassLoader()).stream()
            .map(ServiceLoader.Provider::get);
    return Stream.concat(Stream.of(new DenseEngineFactory()), others).toList();
  }

  /**
   * The engine that params ask for.
   *
   * @param params of an estimator or a model
   * @return its factory
   */
  static EngineFactory of(SharedParams params) {
    String name = params.getEngine();
    return all().stream()
        .filter(factory -> factory.engine().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
