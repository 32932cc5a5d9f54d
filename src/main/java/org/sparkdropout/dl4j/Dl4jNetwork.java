package org.sparkdropout.dl4j;

import java.util.Arrays;
import java.util.Objects;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.factory.Nd4j;
import org.sparkdropout.data.TargetKind;
import org.sparkdropout.head.Answer;
import org.sparkdropout.score.ExportedNetwork;
import org.sparkdropout.score.Scorer;

/** A network of DL4J as models hold it: there is no dropout in its configuration any more. */
public final class Dl4jNetwork implements ExportedNetwork {
  /** The value of the param {@code engine} that stands for DL4J. */
  public static final String ENGINE = "dl4j";

  private static final long serialVersionUID = 1L;

  private final Dl4jConfiguration configuration;
  private final int inputs;
  private final Answer answer;
  private final float[] parameters;

  /** Holds the caller's array, which nobody may write to. */
  Dl4jNetwork(Dl4jConfiguration configuration, int inputs, Answer answer, float[] parameters) {
    this.configuration = configuration;
    this.inputs = inputs;
    this.answer = answer;
    this.parameters = parameters;
  }

  /**
   * Takes a network as its file has it; nothing drops in it any more. Numbers are in the label's
   * units.
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
    Dl4jConfiguration configuration = file.configuration();
    return new Dl4jNetwork(
        configuration.withoutDropout(),
        inputs,
        configuration.kind().answer(configuration.outputs()),
        weights);
  }

  /**
   * Reads back a network of a model.
   *
   * @param configuration what {@link #configuration()} gave
   * @param inputs the number of features
   * @param outputs the number of classes, or of predicted numbers
   * @param answer what the outputs mean
   * @param parameters what {@link #parameters()} gave
   * @return the network
   * @throws IllegalArgumentException if they do not fit together
   */
  public static Dl4jNetwork restore(
      String configuration, int inputs, int outputs, Answer answer, float[] parameters) {
    Dl4jConfiguration parsed = Dl4jConfiguration.parse(configuration, "a saved model");
    boolean isOfKind = parsed.kind().answer(outputs).getClass() == answer.getClass();
    if (parsed.outputs() != outputs || !isOfKind || !parsed.noises().isEmpty()) {
      throw new IllegalArgumentException(
          "configuration has %d %s and drops %s"
              .formatted(
                  parsed.outputs(),
                  parsed.target() == TargetKind.CLASS ? "classes" : "numbers",
                  parsed.dropoutText()));
    }
    Dl4jNetwork restored = new Dl4jNetwork(parsed, inputs, answer, parameters.clone());
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
    return configuration.outputs();
  }

  @Override
  public Answer answer() {
    return answer;
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
        && answer.equals(that.answer)
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
