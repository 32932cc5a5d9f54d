package org.sparkdropout.dl4j;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.factory.Nd4j;
import org.sparkdropout.head.Answer;
import org.sparkdropout.head.Decision;
import org.sparkdropout.score.ExportedNetwork;
import org.sparkdropout.score.Scorer;

/** A network of DL4J as models hold it: there is no dropout in its configuration any more. */
public final class Dl4jNetwork implements ExportedNetwork {
  /** The value of the param {@code engine} that stands for DL4J. */
  public static final String ENGINE = "dl4j";

  private static final long serialVersionUID = 1L;

  private final Dl4jConfiguration configuration;
  private final int inputs;
  private final float[] parameters;

  /** Holds the caller's array, which nobody may write to. */
  Dl4jNetwork(Dl4jConfiguration configuration, int inputs, float[] parameters) {
    this.configuration = configuration;
    this.inputs = inputs;
    this.parameters = parameters;
  }

  /**
   * Takes a network as its file has it; nothing drops in it any more.
   *
   * @param file with weights
   * @param inputs the number of features
   * @return the network
   * @throws IllegalArgumentException if the file has no weights
   */
  public static Dl4jNetwork of(Dl4jFile file, int inputs) {
    float[] weights =
        file.weights()
            .orElseThrow(
                () -> new IllegalArgumentException("A network must have weights to score with"));
    return new Dl4jNetwork(file.configuration().withoutDropout(), inputs, weights);
  }

  /**
   * Reads back a network of a model.
   *
   * @param configuration what {@link #configuration()} gave
   * @param inputs the number of features
   * @param classes the number of classes
   * @param parameters what {@link #parameters()} gave
   * @return the network
   * @throws IllegalArgumentException if they do not fit together
   */
  public static Dl4jNetwork restore(
      String configuration, int inputs, int classes, float[] parameters) {
    Dl4jConfiguration parsed = Dl4jConfiguration.parse(configuration, "a saved model");
    if (parsed.classes() != classes || !parsed.noises().isEmpty()) {
      throw new IllegalArgumentException(
          "configuration has %d classes and drops %s"
              .formatted(parsed.classes(), parsed.dropoutText()));
    }
    Dl4jNetwork restored = new Dl4jNetwork(parsed, inputs, parameters.clone());
    restored.tryOut();
    return restored;
  }

  /** A file that was changed must not be found out in the tasks that score. */
  private void tryOut() {
    NativeThreads.useOne();
    MultiLayerNetwork network = network();
    try {
      Dl4jStart.tryOut(network, inputs);
    } finally {
      NativeMemory.free(network);
    }
  }

  /**
   * What such a network is made of.
   *
   * @param configuration as JSON
   * @return its text, such as {@code convolution 20, subsampling, dense 500, output 10}
   */
  public static String shape(String configuration) {
    return Dl4jConfiguration.parse(configuration, "a saved model").toString();
  }

  @Override
  public String engine() {
    return ENGINE;
  }

  @Override
  public int inputs() {
    return inputs;
  }

  @Override
  public int outputs() {
    return configuration.classes();
  }

  @Override
  public Answer answer() {
    return Decision.of(Optional.empty());
  }

  @Override
  public float[] parameters() {
    return parameters.clone();
  }

  /**
   * The number of weights and biases.
   *
   * @return in all layers
   */
  public int size() {
    return parameters.length;
  }

  /**
   * DL4J's configuration, without dropout.
   *
   * @return JSON
   */
  public String configuration() {
    return configuration.json();
  }

  /**
   * The network for DL4J.
   *
   * @return a new one, of the caller's
   */
  public MultiLayerNetwork network() {
    return network(configuration.parsed());
  }

  MultiLayerNetwork network(MultiLayerConfiguration parsed) {
    MultiLayerNetwork network = new MultiLayerNetwork(parsed);
    network.init(Nd4j.create(parameters, new long[] {1, parameters.length}, 'c'), false);
    return network;
  }

  MultiLayerConfiguration seeded(long seed) {
    return configuration.seeded(seed);
  }

  MultiLayerConfiguration parsed() {
    return configuration.parsed();
  }

  @Override
  public Scorer scorer() {
    return new Dl4jScorer(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Dl4jNetwork that
        && configuration().equals(that.configuration())
        && inputs == that.inputs
        && Arrays.equals(parameters, that.parameters);
  }

  @Override
  public int hashCode() {
    return Objects.hash(configuration(), inputs, Arrays.hashCode(parameters));
  }

  @Override
  public String toString() {
    return configuration.toString();
  }
}
