package org.sparkdropout.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparkdropout.blas.Blas;
import org.sparkdropout.head.SoftmaxCrossEntropy;
import org.sparkdropout.head.Tally;
import org.sparkdropout.network.Activation;
import org.sparkdropout.network.Fixture;
import org.sparkdropout.network.Thinning;
import org.sparkdropout.network.Topology;
import org.sparkdropout.network.Workspace;

/** Updates against formulas written out in double precision. */
class TrainingStepTest {
  private static final double RATE = 0.3;
  private static final double MOMENTUM = 0.7;
  private static final Topology TOPOLOGY = new Topology(5, new int[] {7}, 3, Activation.TANH);

  static Stream<Arguments> updates() {
    return Stream.of(Sgd.Kind.values())
        .flatMap(
            kind ->
                Stream.of(0.0, 0.01)
                    .flatMap(l2 -> Stream.of(0.0, 0.05).map(c -> Arguments.of(kind, l2, c))));
  }

  private static Optimization optimization(Sgd.Kind kind, double maxNorm, double l2, double clip) {
    return new Optimization(
        new LearningRate(LearningRate.Schedule.CONSTANT, RATE, 0, 1, 0),
        new Sgd(kind, MOMENTUM, MOMENTUM, 0),
        maxNorm,
        l2,
        0,
        clip);
  }

  @ParameterizedTest
  @MethodSource("updates")
  void step_followsItsFormula(Sgd.Kind kind, double l2, double clip) {
    Fixture fixture = new Fixture(TOPOLOGY, 4, 5);
    TrainingStep sgd =
        new TrainingStep(
            TOPOLOGY,
            new SoftmaxCrossEntropy(3),
            optimization(kind, 0, l2, clip),
            4,
            Blas.instance());
    double[] expected = fixture.parameters();
    double[] expectedVelocity = new double[expected.length];
    float[][] arrays = new float[1][expected.length];
    for (int step = 0; step < 3; step++) {
      formula(expected, expectedVelocity, fixture.gradient(Thinning.NONE), kind, l2, clip);
      batch(fixture, sgd);
      sgd.step(fixture.weights, arrays, new Tally(), Thinning.NONE, 4, new StepTime(0, step, 3));
    }
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) fixture.weights.values()[i]).isCloseTo(expected[i], within(2e-6));
      assertThat((double) arrays[0][i]).isCloseTo(expectedVelocity[i], within(2e-6));
    }
  }

  private static void batch(Fixture fixture, TrainingStep sgd) {
    Workspace workspace = sgd.workspace();
    System.arraycopy(fixture.inputs, 0, workspace.inputs(), 0, fixture.inputs.length);
    System.arraycopy(fixture.targets, 0, workspace.targets(), 0, fixture.rows);
    System.arraycopy(fixture.exampleWeights, 0, workspace.exampleWeights(), 0, fixture.rows);
  }

  private static void formula(
      double[] w, double[] v, float[] gradient, Sgd.Kind kind, double l2, double clip) {
    double length = 0;
    for (float g : gradient) {
      length += (double) g * g;
    }
    length = Math.sqrt(length);
    double factor = clip > 0 && length > clip ? clip / length : 1;
    for (int i = 0; i < w.length; i++) {
      boolean bias =
          (i >= TOPOLOGY.biasOffset(0) && i < TOPOLOGY.weightOffset(1))
              || i >= TOPOLOGY.biasOffset(1);
      double g = factor * gradient[i] + (bias ? 0 : l2 * w[i]);
      v[i] = MOMENTUM * v[i] - RATE * g;
      w[i] += kind == Sgd.Kind.CLASSICAL ? v[i] : MOMENTUM * v[i] - RATE * g;
    }
  }

  @Test
  void maxNorm_bringsHiddenUnitsIntoTheBallAndLeavesTheRestAlone() {
    Fixture fixture = new Fixture(TOPOLOGY, 4, 5);
    float[] before = fixture.weights.values().clone();
    double bound = 0.8;
    new MaxNorm(TOPOLOGY.layout(), bound)
        .apply(fixture.weights.values(), TOPOLOGY.layout().kernel(0), new float[7]);
    float[] after = fixture.weights.values();
    int inside = 0;
    for (int unit = 0; unit < 7; unit++) {
      double length = length(before, unit);
      double factor = length > bound ? bound / length : 1;
      inside += factor == 1 ? 1 : 0;
      for (int input = 0; input < 5; input++) {
        assertThat((double) after[input * 7 + unit])
            .isCloseTo(factor * before[input * 7 + unit], within(1e-6));
      }
      assertThat(length(after, unit)).isLessThanOrEqualTo(bound + 1e-6);
    }
    assertThat(inside).isBetween(1, 6);
    for (int i = TOPOLOGY.biasOffset(0); i < after.length; i++) {
      assertThat(after[i]).isEqualTo(before[i]);
    }
  }

  private static double length(float[] values, int unit) {
    double square = 0;
    for (int input = 0; input < 5; input++) {
      square += (double) values[input * 7 + unit] * values[input * 7 + unit];
    }
    return Math.sqrt(square);
  }

  @Test
  void learningRate_followsItsSchedule() {
    assertThat(rate(LearningRate.Schedule.CONSTANT, 0.5)).isEqualTo(2);
    assertThat(rate(LearningRate.Schedule.INVERSE_TIME, 0.5)).isEqualTo(2 / 2.5);
    assertThat(rate(LearningRate.Schedule.EXPONENTIAL, 0.5)).isEqualTo(0.25);
    assertThat(rate(LearningRate.Schedule.LINEAR, 0.5)).isCloseTo(1.4, within(1e-12));
  }

  private static double rate(LearningRate.Schedule schedule, double decay) {
    return new LearningRate(schedule, 2, decay, 10, 0).at(new StepTime(3, 0, 5));
  }

  @Test
  void momentum_rampsLinearly() {
    Sgd ramp = new Sgd(Sgd.Kind.CLASSICAL, 0.5, 0.9, 4);
    assertThat(ramp.momentumAt(0)).isEqualTo(0.5);
    assertThat(ramp.momentumAt(1)).isCloseTo(0.6, within(1e-12));
    assertThat(ramp.momentumAt(4)).isEqualTo(0.9);
    assertThat(ramp.momentumAt(100)).isEqualTo(0.9);
    assertThat(new Sgd(Sgd.Kind.CLASSICAL, 0.5, 0.9, 0).momentumAt(0)).isEqualTo(0.9);
  }
}
