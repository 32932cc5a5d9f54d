package org.sparkdropout.fit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparkdropout.train.AveragingPath;
import org.sparkdropout.train.EarlyStopping;
import org.sparkdropout.train.OuterStep;
import org.sparkdropout.train.StateSize;
import org.sparkdropout.train.TrainingPlan;

class MemoryCheckTest {
  private static final long MIB = 1 << 20;

  private static TrainingPlan plan(int parameters, int replicas) {
    return new TrainingPlan(
        "4-...-2 relu",
        parameters,
        5,
        16,
        replicas,
        3,
        OuterStep.AVERAGE,
        AveragingPath.DRIVER,
        new EarlyStopping(EarlyStopping.Metric.LOSS, 0),
        1,
        5);
  }

  private static void check(MemoryCheck memory, String param, int parameters, int replicas) {
    memory.check(
        param, plan(parameters, replicas), StateSize.withArrays(1, parameters, parameters));
  }

  /** The sum of weights and velocities of the run and of each replica, to the byte. */
  @ParameterizedTest
  @CsvSource({"1048576, 1", "400200010, 2", "2000000, 31"})
  void check_leastNeed_isRefusedFromOneByteMoreThanThereIs(int parameters, int replicas) {
    long need = 8L * parameters * (replicas + 1);
    assertThatCode(
            () -> check(new MemoryCheck(true, need, 0), "hiddenLayers", parameters, replicas))
        .doesNotThrowAnyException();
    assertThatThrownBy(
            () -> check(new MemoryCheck(true, need - 1, 0), "hiddenLayers", parameters, replicas))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("hiddenLayers must give a network whose training fits in memory.")
        .hasMessageContaining("with %,d parameters".formatted(parameters))
        .hasMessageContaining("spark.driver.memory = ");
  }

  @ParameterizedTest
  @CsvSource({"1048576", "300000000"})
  void check_executorsTooSmall_namesTheirMemory(int parameters) {
    long driver = Long.MAX_VALUE;
    long need = 16L * parameters;
    assertThatCode(() -> check(new MemoryCheck(false, driver, need), "network", parameters, 8))
        .doesNotThrowAnyException();
    assertThatThrownBy(
            () -> check(new MemoryCheck(false, driver, need - 1), "network", parameters, 8))
        .hasMessageStartingWith("network must give")
        .hasMessageContaining("The heap of the executor has %,d MiB".formatted((need - 1) / MIB))
        .hasMessageContaining("Use a smaller network, or give more memory: spark.executor.memory")
        .hasMessageContaining("--executor-memory ");
  }
}
