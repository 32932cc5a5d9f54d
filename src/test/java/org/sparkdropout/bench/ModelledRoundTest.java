package org.sparkdropout.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.sparkdropout.blas.Precision;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.testing.SparkTest;
import org.sparkdropout.train.AveragingPath;
import org.sparkdropout.train.BlasPlan;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

@SparkTest
class ModelledRoundTest {
  private final SparkContext context;

  ModelledRoundTest(SparkSession spark) {
    this.context = spark.sparkContext();
  }

  private static BlasPlan plan(Dropout.Sharing sharing) {
    Workload workload =
        new Workload(64, 1000, List.of(1000), 10, 16, 2, AveragingPath.DRIVER, 2, 0, 0.5, 0);
    return OurPlan.of(workload, sharing, Precision.FLOAT32);
  }

  private double seconds(Dropout.Sharing sharing, double gigabitsPerSecond) {
    return new ModelledRound(context, gigabitsPerSecond).seconds(plan(sharing), 0.5);
  }

  /** The state goes out once and comes in twice: 3 x 1,011,010 weights, and as many velocities. */
  @Test
  void seconds_twiceTheBandwidth_saveHalfTheTransfer() {
    double transfer = 3 * 2 * 4 * 1_011_010.0 / 125e6;
    assertThat(seconds(Dropout.Sharing.EXAMPLE, 1) - seconds(Dropout.Sharing.EXAMPLE, 2))
        .isCloseTo(transfer / 2, within(1e-9));
    assertThat(seconds(Dropout.Sharing.ROUND, 1)).isLessThan(seconds(Dropout.Sharing.EXAMPLE, 1));
  }

  @Test
  void check_withoutAClusterOrALink_isRefused() {
    CommandLine bench = new CommandLine(new RoundCosts());
    assertThatCode(() -> ModelledRound.check(Double.NaN, context, bench))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> ModelledRound.check(0, context, bench))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("must be greater than 0");
    assertThatThrownBy(() -> ModelledRound.check(1, context, bench))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("needs a cluster");
  }
}
