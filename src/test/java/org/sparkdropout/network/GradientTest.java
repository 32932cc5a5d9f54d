package org.sparkdropout.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.dropout.Masks;
import org.sparkdropout.head.Tally;
import org.sparkdropout.random.Streams;

/** Forward and backward passes against plain loops and numerical differentiation. */
class GradientTest {
  private static final double STEP = 1e-5;

  static Stream<Arguments> networks() {
    List<Arguments> cases = new ArrayList<>();
    int[][] shapes = {{}, {1}, {7}, {5, 3}, {6, 1, 9}, {17, 33}};
    for (Activation activation : Activation.values()) {
      for (Dropout.Kind kind : Dropout.Kind.values()) {
        for (int[] hidden : shapes) {
          for (double dropout : new double[] {0, 0.4}) {
            Topology topology = new Topology(5, hidden, 3, activation);
            cases.add(
                Arguments.of(
                    topology,
                    Dropout.of(kind, dropout / 2, new double[] {dropout}, topology),
                    hidden.length == 2 ? 1 : 6));
          }
        }
      }
    }
    return cases.stream();
  }

  private static Thinning thinning(Dropout dropout) {
    return new Masks(dropout, new Streams(3), 1).at(2, 4);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void forward_agreesWithPlainLoops(Topology topology, Dropout dropout, int rows) {
    Fixture fixture = new Fixture(topology, rows, 17);
    Thinning thinning = thinning(dropout);
    NaiveNetwork naive = new NaiveNetwork(topology, fixture.multipliers(thinning));
    Tally tally = fixture.forwardAndLoss(thinning);
    double expected =
        naive.loss(
            fixture.parameters(), fixture.inputs, fixture.targets, fixture.exampleWeights, rows);
    double weightSum = 0;
    for (float weight : fixture.exampleWeights) {
      weightSum += weight;
    }
    assertThat(tally.meanLoss() * weightSum / rows).isCloseTo(expected, within(1e-5));
    assertThat(tally.examples()).isEqualTo(rows);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void backward_agreesWithNumericalDifferentiation(Topology topology, Dropout dropout, int rows) {
    Fixture fixture = new Fixture(topology, rows, 23);
    Thinning thinning = thinning(dropout);
    NaiveNetwork naive = new NaiveNetwork(topology, fixture.multipliers(thinning));
    float[] gradient = fixture.gradient(thinning);
    double[] parameters = fixture.parameters();
    for (int i = 0; i < parameters.length; i++) {
      double kept = parameters[i];
      parameters[i] = kept + STEP;
      double above = loss(naive, parameters, fixture);
      parameters[i] = kept - STEP;
      double below = loss(naive, parameters, fixture);
      parameters[i] = kept;
      double expected = (above - below) / (2 * STEP);
      assertThat((double) gradient[i])
          .as("parameter %d", i)
          .isCloseTo(expected, within(2e-5 + 1e-4 * Math.abs(expected)));
    }
  }

  private static double loss(NaiveNetwork naive, double[] parameters, Fixture fixture) {
    return naive.loss(
        parameters, fixture.inputs, fixture.targets, fixture.exampleWeights, fixture.rows);
  }

  @Test
  void backward_withAlphaAndBeta_accumulates() {
    Fixture fixture = new Fixture(new Topology(4, new int[] {6}, 3, Activation.TANH), 5, 2);
    float[] gradient = fixture.gradient(Thinning.NONE);
    float[] target = new float[gradient.length];
    java.util.Arrays.fill(target, 2f);
    fixture.forwardAndLoss(Thinning.NONE);
    new Backward(org.sparkdropout.blas.Blas.instance())
        .run(target, fixture.workspace, fixture.weights, 5, -0.5f, 0.25f);
    for (int i = 0; i < target.length; i++) {
      assertThat(target[i]).isCloseTo(0.5f - 0.5f * gradient[i], within(1e-6f));
    }
  }

  @Test
  void loss_ofExtremeLogits_staysFinite() {
    Topology topology = new Topology(1, new int[0], 2, Activation.RELU);
    Fixture fixture = new Fixture(topology, 1, 1);
    fixture.weights.values()[0] = 1e30f;
    fixture.inputs[0] = 1f;
    fixture.targets[0] = 1;
    Tally tally = fixture.forwardAndLoss(Thinning.NONE);
    assertThat(tally.meanLoss()).isFinite().isGreaterThan(1e29);
    assertThat(tally.error()).isEqualTo(1);
    assertThat(fixture.workspace.scores()[0]).isEqualTo(1f);
  }
}
