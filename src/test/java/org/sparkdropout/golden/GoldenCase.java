package org.sparkdropout.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.head.SoftmaxCrossEntropy;
import org.sparkdropout.network.Activation;
import org.sparkdropout.network.Topology;
import org.sparkdropout.network.Weights;
import org.sparkdropout.network.Workspace;
import org.sparkdropout.optimizer.LearningRate;
import org.sparkdropout.optimizer.Optimization;
import org.sparkdropout.optimizer.Sgd;

/** A network, a batch and settings, and what a framework made of them. */
public final class GoldenCase {
  private final String file;
  private final JsonNode node;

  private GoldenCase(String file, JsonNode node) {
    this.file = file;
    this.node = node;
  }

  /** All cases of both frameworks. */
  public static Stream<GoldenCase> all() {
    return Stream.of("pytorch.json", "keras.json").flatMap(GoldenCase::of);
  }

  /** All cases of a file. */
  static Stream<GoldenCase> of(String file) {
    return elements(file(file).get("cases")).map(node -> new GoldenCase(file, node));
  }

  /** The content of a golden file. */
  static JsonNode file(String name) {
    try (InputStream in = GoldenCase.class.getResourceAsStream(name)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  static double[] numbers(JsonNode array) {
    return elements(array).mapToDouble(JsonNode::doubleValue).toArray();
  }

  private static float[] floats(JsonNode array) {
    double[] numbers = numbers(array);
    float[] floats = new float[numbers.length];
    IntStream.range(0, floats.length).forEach(i -> floats[i] = (float) numbers[i]);
    return floats;
  }

  private int[] integers(String key) {
    return elements(node.get(key)).mapToInt(JsonNode::intValue).toArray();
  }

  private String upper(String key) {
    return node.get(key).textValue().toUpperCase(Locale.ROOT);
  }

  String text(String key) {
    return node.get(key).textValue();
  }

  double number(String key) {
    return node.get(key).doubleValue();
  }

  /** The loss of classes. */
  public SoftmaxCrossEntropy head() {
    return new SoftmaxCrossEntropy(topology().outputs());
  }

  /** The shape. */
  public Topology topology() {
    int[] widths = integers("widths");
    int last = widths.length - 1;
    return new Topology(
        widths[0],
        Arrays.copyOfRange(widths, 1, last),
        widths[last],
        Activation.valueOf(upper("activation")));
  }

  /** The probabilities of dropping and what a mask does. */
  public Dropout dropout() {
    double[] byLayer = numbers(node.get("dropout"));
    double[] hidden =
        byLayer.length == 1 ? new double[1] : Arrays.copyOfRange(byLayer, 1, byLayer.length);
    return Dropout.of(Dropout.Kind.valueOf(upper("kind")), byLayer[0], hidden, topology());
  }

  /** How weights are updated; a step is an epoch of its schedule. */
  public Optimization optimization() {
    double momentum = node.get("momentum").doubleValue();
    Sgd.Kind kind = node.get("nesterov").booleanValue() ? Sgd.Kind.NESTEROV : Sgd.Kind.CLASSICAL;
    return new Optimization(
        new LearningRate(
            schedule(),
            node.get("learningRate").doubleValue(),
            node.get("decay").doubleValue(),
            steps().size(),
            0),
        new Sgd(kind, momentum, momentum, 0),
        node.get("maxNorm").doubleValue(),
        node.get("regParam").doubleValue(),
        0,
        node.get("gradientClip").doubleValue());
  }

  /** Momentum of the case. */
  public Sgd sgd() {
    return (Sgd) optimization().optimizer();
  }

  private LearningRate.Schedule schedule() {
    String schedule = node.get("schedule").textValue();
    return schedule.equals("inverseTime")
        ? LearningRate.Schedule.INVERSE_TIME
        : LearningRate.Schedule.valueOf(schedule.toUpperCase(Locale.ROOT));
  }

  /** New weights as they are before the first step. */
  public Weights weights() {
    return new Weights(topology(), floats(node.get("parameters")));
  }

  /** The examples in the batch. */
  public int rows() {
    return node.get("rows").intValue();
  }

  /** Writes the batch. */
  public void fill(Workspace workspace) {
    float[] inputs = floats(node.get("inputs"));
    System.arraycopy(inputs, 0, workspace.inputs(), 0, inputs.length);
    int[] labels = integers("labels");
    for (int row = 0; row < labels.length; row++) {
      workspace.targets()[row] = labels[row];
    }
    float[] weights = floats(node.get("exampleWeights"));
    System.arraycopy(weights, 0, workspace.exampleWeights(), 0, rows());
  }

  /** What the framework made of each step. */
  public List<GoldenStep> steps() {
    return elements(node.get("steps")).map(GoldenStep::new).toList();
  }

  /** The logits of the trained network for the batch, nothing dropped. */
  public double[] inferenceLogits() {
    return numbers(node.get("inferenceLogits"));
  }

  @Override
  public String toString() {
    return file + ": " + node.get("name").textValue();
  }
}
