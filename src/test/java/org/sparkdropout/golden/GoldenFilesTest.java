package org.sparkdropout.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparkdropout.blas.Blas;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.dropout.InferenceNetwork;
import org.sparkdropout.dropout.Masks;
import org.sparkdropout.dropout.WeightScaling;
import org.sparkdropout.head.Tally;
import org.sparkdropout.network.Activation;
import org.sparkdropout.network.Backward;
import org.sparkdropout.network.Forward;
import org.sparkdropout.network.Topology;
import org.sparkdropout.network.Weights;
import org.sparkdropout.network.Workspace;
import org.sparkdropout.optimizer.Sgd;
import org.sparkdropout.optimizer.StepTime;
import org.sparkdropout.optimizer.TrainingStep;
import org.sparkdropout.random.Streams;

/** The kernel against what PyTorch and Keras compute from the same weights, batches and masks. */
class GoldenFilesTest {
  private static final double RELATIVE = 1e-5;

  static Stream<GoldenCase> cases() {
    return GoldenCase.all();
  }

  /** Cases by the kind of momentum, dropout and so on: what a file that shrank would lose. */
  @Test
  void files_coverEveryActivationAndKindOfDropoutAndMomentum() {
    List<GoldenCase> cases = cases().toList();
    assertThat(cases).hasSize(12);
    assertThat(cases.stream().map(c -> c.topology().activation())).contains(Activation.values());
    assertThat(cases.stream().map(c -> c.dropout().kind())).contains(Dropout.Kind.values());
    assertThat(cases.stream().map(c -> c.sgd().kind())).contains(Sgd.Kind.values());
    assertThat(cases.stream().filter(c -> c.optimization().maxNorm() > 0)).hasSize(4);
    assertThat(cases.stream().filter(c -> c.optimization().gradientClip() > 0)).hasSize(3);
    assertThat(cases.stream().filter(c -> c.optimization().l2() > 0)).hasSize(5);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void passes_ofTheFirstStep_giveItsLogitsLossAndGradient(GoldenCase golden) {
    GoldenStep step = golden.steps().get(0);
    Weights weights = golden.weights();
    Workspace workspace = new Workspace(golden.topology(), golden.rows());
    golden.fill(workspace);
    new Forward(Blas.instance()).run(workspace, weights, step, golden.rows());
    assertClose("logits", workspace.scores(), step.values("logits"));
    Tally tally = new Tally();
    golden.head().run(workspace, golden.rows(), tally);
    assertLoss(tally, golden.rows(), step);
    float[] gradient = new float[golden.topology().parameters()];
    new Backward(Blas.instance()).run(gradient, workspace, weights, golden.rows(), 1f, 0f);
    assertClose("gradient", gradient, step.values("gradient"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void steps_giveTheirWeightsAndVelocity(GoldenCase golden) {
    trained(golden);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void export_afterTheSteps_givesTheLogitsOfEvaluation(GoldenCase golden) {
    InferenceNetwork network = WeightScaling.scale(trained(golden), golden.dropout());
    Workspace workspace = new Workspace(golden.topology(), golden.rows());
    golden.fill(workspace);
    network.logits(workspace, new Forward(Blas.instance()), golden.rows());
    assertClose("logits of evaluation", workspace.scores(), golden.inferenceLogits());
  }

  /** Takes the steps of a case, each held to the file. */
  private static Weights trained(GoldenCase golden) {
    Weights weights = golden.weights();
    float[][] arrays = new float[1][weights.values().length];
    TrainingStep sgd =
        new TrainingStep(
            golden.topology(),
            golden.head(),
            golden.optimization(),
            golden.rows(),
            Blas.instance());
    int time = 0;
    for (GoldenStep step : golden.steps()) {
      Tally tally = new Tally();
      golden.fill(sgd.workspace());
      sgd.step(weights, arrays, tally, step, golden.rows(), new StepTime(time, 0, 1));
      assertLoss(tally, golden.rows(), step);
      assertClose("velocity after step " + time, arrays[0], step.values("velocity"));
      assertClose("weights after step " + time, weights.values(), step.values("weights"));
      time++;
    }
    assertThat(time).isEqualTo(2);
    return weights;
  }

  /** What a framework multiplies kept units by, our masks multiply them by, where they scale. */
  @ParameterizedTest
  @MethodSource("cases")
  void masks_ofTheSameDropout_multiplyByTheSame(GoldenCase golden) {
    Dropout dropout = golden.dropout();
    if (dropout.kind() == Dropout.Kind.GAUSSIAN) {
      return;
    }
    Topology topology = golden.topology();
    Masks masks = new Masks(dropout, new Streams(5), 0).at(0, 0);
    for (int layer = 0; layer < topology.layers(); layer++) {
      GoldenStep step = golden.steps().get(0);
      assertThat(masks.thins(layer)).isEqualTo(step.thins(layer));
      if (masks.thins(layer)) {
        float[] drawn = new float[64 * topology.inputs(layer)];
        masks.multipliers(drawn, layer, 64, topology.inputs(layer));
        double kept = Arrays.stream(step.multipliers(layer)).max().orElseThrow();
        assertThat(kept).isPositive();
        assertThat(drawn).contains(0f).contains((float) kept).containsOnly(0f, (float) kept);
      }
    }
  }

  /**
   * A million multipliers of Keras's layer and 640,000 of ours: their deviations are within 0.1%
   * and 0.13% of the true one but for odds of 1 to 300; held to ten times that.
   */
  @Test
  void gaussianNoise_deviatesAsThatOfKeras() {
    List<JsonNode> noise =
        GoldenCase.elements(GoldenCase.file("keras.json").get("gaussianDropout")).toList();
    assertThat(noise).hasSize(3);
    for (JsonNode node : noise) {
      Topology topology = new Topology(640, new int[0], 2, Activation.RELU);
      Dropout dropout =
          Dropout.of(
              Dropout.Kind.GAUSSIAN, node.get("dropout").doubleValue(), new double[1], topology);
      float[] drawn = new float[1000 * 640];
      new Masks(dropout, new Streams(6), 0).at(0, 0).multipliers(drawn, 0, 1000, 640);
      double expected = node.get("deviation").doubleValue();
      assertThat(deviation(drawn)).isCloseTo(expected, within(0.01 * expected));
    }
  }

  private static double deviation(float[] values) {
    double mean = 0;
    for (float value : values) {
      mean += value / (double) values.length;
    }
    double square = 0;
    for (float value : values) {
      square += (value - mean) * (value - mean) / values.length;
    }
    return Math.sqrt(square);
  }

  private static void assertLoss(Tally tally, int rows, GoldenStep step) {
    double loss = tally.sums().loss() / rows;
    assertThat(loss).isCloseTo(step.loss(), within(RELATIVE * step.loss()));
  }

  /**
   * Within 1e-5 of each value; of values below a tenth of the largest of their array, within 1e-5
   * of that: they are differences of larger ones.
   */
  private static void assertClose(String what, float[] actual, double[] expected) {
    assertThat(actual.length).isEqualTo(expected.length);
    double largest = DoubleStream.of(expected).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < expected.length; i++) {
      double scale = Math.max(Math.abs(expected[i]), largest / 10);
      assertThat((double) actual[i])
          .as("%s, value %d", what, i)
          .isCloseTo(expected[i], within(RELATIVE * scale));
    }
  }
}
