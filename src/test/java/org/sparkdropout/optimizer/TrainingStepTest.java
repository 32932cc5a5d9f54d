package org.sparkdropout.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
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

  /** Weights that are scored would leave the ball, and grow with every step. */
  @Test
  void maxNorm_ofScheduleFreeSteps_boundsTheAverageToo() {
    Fixture fixture = new Fixture(TOPOLOGY, 4, 5);
    double bound = 0.8;
    ScheduleFree optimizer = new ScheduleFree(0.9, 0.999, 1e-8);
    LearningRate rate = new LearningRate(LearningRate.Schedule.CONSTANT, 0.1, 0, 1, 0);
    TrainingStep training =
        new TrainingStep(
            TOPOLOGY,
            new SoftmaxCrossEntropy(3),
            new Optimization(rate, optimizer, bound, 0, 0, 0),
            4,
            Blas.instance());
    float[] weights = fixture.weights.values();
    float[][] arrays = optimizer.atRest(weights);
    for (int step = 0; step < 500; step++) {
      batch(fixture, training);
      StepTime time = new StepTime(0, step, 500);
      training.step(fixture.weights, arrays, new Tally(), Thinning.NONE, 4, time);
    }
    float[] scored = optimizer.scored(weights, arrays);
    for (int unit = 0; unit < 7; unit++) {
      assertThat(length(weights, unit)).isLessThanOrEqualTo(bound + 1e-6);
      assertThat(length(scored, unit)).isBetween(0.5 * bound, 1.1 * bound);
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

  /** The values of PyTorch's CosineAnnealingLR, and those that the definitions give by hand. */
  @ParameterizedTest
  @CsvSource({
    "COSINE, 0, 2", "COSINE, 3, 1.5877852522924734", "COSINE, 5, 1", "COSINE, 10, 0",
    "FLAT_COSINE, 0, 2", "FLAT_COSINE, 5, 2", "FLAT_COSINE, 7.5, 1", "FLAT_COSINE, 10, 0",
    "FLAT_LINEAR, 0, 2", "FLAT_LINEAR, 8, 2", "FLAT_LINEAR, 9, 1", "FLAT_LINEAR, 10, 0",
    "ONE_CYCLE, 0, 0.08", "ONE_CYCLE, 1.5, 1.04", "ONE_CYCLE, 3, 2", "ONE_CYCLE, 6.5, 1.000004",
    "ONE_CYCLE, 10, 8e-6"
  })
  void learningRate_ofSchedulesThatEnd_followsThem(
      LearningRate.Schedule schedule, double time, double expected) {
    StepTime step = new StepTime((int) time, (int) Math.round(time % 1 * 4), 4);
    assertThat(new LearningRate(schedule, 2, 0, 10, 0).at(step)).isCloseTo(expected, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0.2", "0, 4, 1", "1, 3, 1.8", "1, 4, 2", "7, 0, 2"})
  void learningRate_inAWarmup_risesStepByStep(int epoch, int step, double expected) {
    LearningRate rate = new LearningRate(LearningRate.Schedule.CONSTANT, 2, 0, 10, 2);
    assertThat(rate.at(new StepTime(epoch, step, 5))).isCloseTo(expected, within(1e-12));
  }

  /** With gradients of 0 and z at 1, y goes to the step's share of the average. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.5, 1.3, 2, 50})
  void scheduleFree_averagesBySquaresOfRates(double warmupEpochs) {
    LearningRate rate = new LearningRate(LearningRate.Schedule.CONSTANT, 0.3, 0, 10, warmupEpochs);
    UpdateRule rule =
        new ScheduleFree(0.9, 0.99, 1e-8).rule(rate, TOPOLOGY.layout(), Blas.instance());
    double sum = 0;
    for (int step = 0; step < 40; step++) {
      StepTime time = new StepTime(step / 7, step % 7, 7);
      double square = Math.pow(rate.at(time), 2);
      sum += square;
      float[] y = {0};
      rule.at((float) rate.at(time), time);
      rule.move(y, new float[][] {{1}, {0}}, new float[] {0}, 0, 1, 0);
      assertThat((double) y[0]).as("step %d", step).isCloseTo(square / sum, within(1e-6));
    }
  }

  /** A rate of 0 in single precision moves nothing, and spoils nothing. */
  @Test
  void weightDecay_atARateThatVanishes_changesNoWeight() {
    LearningRate rate = new LearningRate(LearningRate.Schedule.CONSTANT, 1e-50, 0, 10, 0);
    AdamW adamW = new AdamW(0.9, 0.99, 1e-8);
    Optimizer[] all = {adamW, new Muon(0.9, adamW), new ScheduleFree(0.9, 0.99, 1e-8)};
    for (Optimizer optimizer : all) {
      UpdateRule rule = optimizer.rule(rate, TOPOLOGY.layout(), Blas.instance());
      float[] weights = {2};
      rule.at((float) 1e-50, new StepTime(0, 0, 5));
      rule.move(weights, new float[][] {{2}, {0}}, new float[] {1}, 0, 1, 0.1f);
      assertThat(weights).containsExactly(2);
    }
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
