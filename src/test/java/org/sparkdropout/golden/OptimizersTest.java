package org.sparkdropout.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparkdropout.blas.Blas;
import org.sparkdropout.head.Tally;
import org.sparkdropout.network.Thinning;
import org.sparkdropout.network.Weights;
import org.sparkdropout.optimizer.AdamW;
import org.sparkdropout.optimizer.LearningRate;
import org.sparkdropout.optimizer.Muon;
import org.sparkdropout.optimizer.Optimization;
import org.sparkdropout.optimizer.Optimizer;
import org.sparkdropout.optimizer.ScheduleFree;
import org.sparkdropout.optimizer.StepTime;
import org.sparkdropout.optimizer.TrainingStep;

/** Optimisers against those of PyTorch and of the authors of schedule-free learning. */
class OptimizersTest {
  private static final double RATE = 0.03125;
  private static final double BETA2 = 0.75;
  private static final double EPSILON = 1e-3;
  private static final int STEPS_PER_EPOCH = 4;

  static Stream<GoldenCase> cases() {
    return GoldenCase.of("optimizers.json");
  }

  @Test
  void file_coversEveryOptimizerWithAndWithoutDecay() {
    List<GoldenCase> cases = cases().toList();
    assertThat(cases).hasSize(12);
    assertThat(cases.stream().map(c -> c.text("optimizer")).distinct())
        .containsExactly("adamw", "muon", "schedulefree");
    assertThat(cases.stream().filter(c -> c.number("weightDecay") > 0)).hasSize(6);
  }

  private static Optimizer optimizer(GoldenCase golden) {
    return switch (golden.text("optimizer")) {
      case "adamw" -> new AdamW(0.5, BETA2, EPSILON);
      case "muon" -> new Muon(0.75, new AdamW(0.5, BETA2, EPSILON));
      default -> new ScheduleFree(0.75, BETA2, EPSILON);
    };
  }

  @ParameterizedTest
  @MethodSource("cases")
  void steps_giveTheWeightsInTrainingAndThoseToScoreWith(GoldenCase golden) {
    Optimizer optimizer = optimizer(golden);
    double warmup = optimizer instanceof ScheduleFree ? 2.0 / STEPS_PER_EPOCH : 0;
    LearningRate rate = new LearningRate(LearningRate.Schedule.CONSTANT, RATE, 0, 1, warmup);
    Optimization optimization =
        new Optimization(rate, optimizer, 0, 0, golden.number("weightDecay"), 0);
    TrainingStep training =
        new TrainingStep(
            golden.topology(), golden.head(), optimization, golden.rows(), Blas.instance());
    Weights weights = golden.weights();
    float[][] arrays = optimizer.atRest(weights.values());
    int count = 0;
    for (GoldenStep step : golden.steps()) {
      golden.fill(training.workspace());
      StepTime time = new StepTime(0, count++, STEPS_PER_EPOCH);
      training.step(weights, arrays, new Tally(), Thinning.NONE, golden.rows(), time);
      assertClose("weights", weights.values(), step.values("weights"));
      float[] scored = optimizer.scored(weights.values(), arrays);
      assertClose("scored", scored, step.values("scored"));
    }
    assertThat(count).isEqualTo(4);
  }

  private static void assertClose(String name, float[] actual, double[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      assertThat((double) actual[i])
          .as("%s %d", name, i)
          .isCloseTo(expected[i], within(1e-5 * Math.max(1, Math.abs(expected[i]))));
    }
  }
}
