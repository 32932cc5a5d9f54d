package org.sparkdropout.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparkdropout.head.AbsoluteLoss;
import org.sparkdropout.head.Head;
import org.sparkdropout.head.HuberLoss;
import org.sparkdropout.head.QuantileHead;
import org.sparkdropout.head.RegressionHead;
import org.sparkdropout.head.SoftmaxCrossEntropy;
import org.sparkdropout.head.SquaredLoss;
import org.sparkdropout.head.Tally;
import org.sparkdropout.head.TargetScale;
import org.sparkdropout.network.Activation;
import org.sparkdropout.network.Topology;
import org.sparkdropout.network.Workspace;

/** Losses and their derivatives against those of PyTorch, and against differences of the loss. */
class HeadsTest {
  private static final int ROWS = 5;
  private static final float STEP = 1f / 256;
  private static final List<Float> CLASS_WEIGHTS = List.of(0.25f, 2.5f, 0f, 1.25f);

  static Stream<JsonNode> cases() {
    return GoldenCase.elements(GoldenCase.file("heads.json").get("cases"));
  }

  @Test
  void file_coversEveryLoss() {
    List<String> names = cases().map(node -> node.get("name").textValue()).distinct().toList();
    assertThat(names)
        .containsExactly(
            "softmax",
            "smoothed",
            "weighted",
            "weightedSmoothed",
            "squared",
            "absolute",
            "huber",
            "quantile");
  }

  private static Head head(JsonNode node) {
    int outputs = node.get("outputs").intValue();
    return switch (node.get("name").textValue()) {
      case "softmax" -> new SoftmaxCrossEntropy(outputs);
      case "smoothed" -> new SoftmaxCrossEntropy(outputs, 0.125);
      case "weighted" -> new SoftmaxCrossEntropy(outputs).weighted(CLASS_WEIGHTS);
      case "weightedSmoothed" -> new SoftmaxCrossEntropy(outputs, 0.125).weighted(CLASS_WEIGHTS);
      case "squared" -> new RegressionHead(new SquaredLoss(), TargetScale.none(outputs));
      case "absolute" -> new RegressionHead(new AbsoluteLoss(), TargetScale.none(outputs));
      case "huber" -> new RegressionHead(new HuberLoss(0.75), TargetScale.none(outputs));
      default -> new QuantileHead(new double[] {0.125, 0.5, 0.9375}, TargetScale.none(1));
    };
  }

  private static Workspace workspace(JsonNode node, Head head) {
    Topology topology = new Topology(1, new int[0], head.outputs(), Activation.RELU);
    Workspace workspace = new Workspace(topology, ROWS, head.targetWidth());
    put(workspace.scores(), node.get("scores"));
    put(workspace.targets(), node.get("targets"));
    put(workspace.exampleWeights(), node.get("exampleWeights"));
    return workspace;
  }

  private static void put(float[] into, JsonNode numbers) {
    double[] values = GoldenCase.numbers(numbers);
    assertThat(into).hasSize(values.length);
    for (int i = 0; i < into.length; i++) {
      into[i] = (float) values[i];
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void run_givesTheLossAndItsDerivative(JsonNode node) {
    Head head = head(node);
    Workspace workspace = workspace(node, head);
    Tally tally = new Tally();
    head.run(workspace, ROWS, tally);
    double[] losses = GoldenCase.numbers(node.get("losses"));
    double[] weights = GoldenCase.numbers(node.get("exampleWeights"));
    double expected = 0;
    for (int row = 0; row < ROWS; row++) {
      expected += weights[row] * losses[row];
    }
    assertThat(tally.sums().loss()).isCloseTo(expected, within(1e-6));
    double[] derivative = GoldenCase.numbers(node.get("derivative"));
    for (int i = 0; i < derivative.length; i++) {
      assertThat((double) workspace.scoreDeltas()[i]).isCloseTo(derivative[i], within(1e-6));
    }
  }

  /** The scores of the file lie apart from corners of the loss by more than a step. */
  @ParameterizedTest
  @MethodSource("cases")
  void derivative_isThatOfTheLoss(JsonNode node) {
    Head head = head(node);
    Workspace workspace = workspace(node, head);
    head.run(workspace, ROWS, new Tally());
    for (int i = 0; i < ROWS * head.outputs(); i++) {
      double slope = (loss(node, head, i, STEP) - loss(node, head, i, -STEP)) / (2 * STEP);
      assertThat((double) workspace.scoreDeltas()[i])
          .as("score %d", i)
          .isCloseTo(slope / ROWS, within(1e-4));
    }
  }

  private static double loss(JsonNode node, Head head, int score, float step) {
    Workspace moved = workspace(node, head);
    moved.scores()[score] += step;
    return switch (node.get("name").textValue()) {
      case "weighted" -> weightedLoss(moved, head, 0);
      case "weightedSmoothed" -> weightedLoss(moved, head, 0.125);
      default -> counted(moved, head);
    };
  }

  private static double counted(Workspace workspace, Head head) {
    Tally tally = new Tally();
    head.run(workspace, ROWS, tally);
    return tally.sums().loss();
  }

  /** The loss with class weights, which heads do not count: of each class what it weighs. */
  private static double weightedLoss(Workspace workspace, Head head, double smoothing) {
    double sum = 0;
    for (int label = 0; label < CLASS_WEIGHTS.size(); label++) {
      float[] weights = new float[ROWS];
      for (int row = 0; row < ROWS; row++) {
        double aim = smoothing / CLASS_WEIGHTS.size();
        aim += workspace.targets()[row] == label ? 1 - smoothing : 0;
        weights[row] = (float) (workspace.exampleWeights()[row] * aim * CLASS_WEIGHTS.get(label));
      }
      float[] targets = new float[ROWS];
      Arrays.fill(targets, label);
      Tally tally = new Tally();
      head.count(workspace.scores().clone(), targets, weights, ROWS, tally);
      sum += tally.sums().loss();
    }
    return sum;
  }
}
