package org.sparkdropout.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryNeedTest {
  private static final int PARAMETERS = 1 << 20;
  private static final long MIB = 1 << 20;
  private static final StateSize MOMENTUM = StateSize.withArrays(1, PARAMETERS, PARAMETERS);
  private static final StateSize THINNED = StateSize.withArrays(1, PARAMETERS, PARAMETERS / 4);

  private static TrainingPlan plan(
      int epochs, int replicas, OuterStep outerStep, AveragingPath path, int patience) {
    return new TrainingPlan(
        "a network",
        PARAMETERS,
        epochs,
        16,
        replicas,
        3,
        outerStep,
        path,
        new EarlyStopping(EarlyStopping.Metric.LOSS, patience),
        1,
        5);
  }

  /** Of 1 Mi parameters weights take 4 MiB, and so does each array that is laid out like them. */
  @ParameterizedTest
  @CsvSource({
    "5, 1, 1, DRIVER, 0, 16", // weights and optimiser state, of the run and of the replica
    "5, 4, 1, DRIVER, 0, 40",
    "0, 4, 1, DRIVER, 0, 8", // no round
    "5, 4, 0.7, DRIVER, 0, 44", // the velocity of the outer step
    "5, 4, 1, DRIVER, 3, 44", // the best weights
    "1, 4, 1, DRIVER, 3, 40", // no round after the first best ones
    "5, 4, 1, SLICES, 3, 16", // replicas do not come to the driver
    "5, 4, 1, AUTO, 0, 40", // in one process: as DRIVER
  })
  void ofDriver_networkOfMomentum_isTheSumOfWhatARoundHolds(
      int epochs, int replicas, double rate, AveragingPath path, int patience, long mebibytes) {
    TrainingPlan plan = plan(epochs, replicas, new OuterStep(rate, 0), path, patience);
    MemoryNeed need = MemoryNeed.ofDriver(plan, MOMENTUM, true);
    assertThat(need.bytes()).isEqualTo(mebibytes * MIB);
  }

  @Test
  void ofDriver_thinnedNetworks_countsWhatIsLeftOfThem() {
    TrainingPlan plan = plan(5, 3, OuterStep.AVERAGE, AveragingPath.DRIVER, 0);
    assertThat(MemoryNeed.ofDriver(plan, THINNED, true).toString())
        .isEqualTo("14 MiB: 8 MiB for weights and optimiser state + 6 MiB for those of 3 replicas");
  }

  @Test
  void ofDriver_wholeStates_neverGoInSlices() {
    TrainingPlan plan = plan(5, 16, OuterStep.AVERAGE, AveragingPath.AUTO, 0);
    assertThat(MemoryNeed.ofDriver(plan, StateSize.whole(PARAMETERS, 0), false).bytes())
        .isEqualTo(17 * 4 * MIB);
    assertThat(MemoryNeed.ofDriver(plan, MOMENTUM, false).bytes()).isEqualTo(2 * 8 * MIB);
  }

  @ParameterizedTest
  @CsvSource({
    "DRIVER, false, 1, 16",
    "DRIVER, true, 1, 10",
    "SLICES, false, 1, 8",
    "SLICES, true, 1, 10",
    "DRIVER, false, 4, 40", // one state for all
    "DRIVER, true, 4, 16",
    "SLICES, false, 4, 32", // each trains the state that it put together
    "SLICES, true, 4, 40"
  })
  void ofExecutor_someReplicas_isTheStateAndWhatTheyTrain(
      AveragingPath path, boolean thinned, int replicas, long mebibytes) {
    TrainingPlan plan = plan(5, 8, OuterStep.AVERAGE, path, 0);
    MemoryNeed need = MemoryNeed.ofExecutor(plan, thinned ? THINNED : MOMENTUM, replicas);
    assertThat(need.bytes()).isEqualTo(mebibytes * MIB);
  }

  /** 8 MiB of a state, 8 that each replica trains beside it even in slices, 2 that it sends. */
  @ParameterizedTest
  @CsvSource({"DRIVER, 1, 18, 18", "DRIVER, 4, 48, 48", "SLICES, 4, 72, 16"})
  void float8_countsWhatReplicasSend(AveragingPath path, int replicas, long executor, long driver) {
    TrainingPlan plan =
        plan(5, replicas, OuterStep.AVERAGE, path, 0)
            .withAveragingPrecision(AveragingPrecision.FLOAT8);
    assertThat(MemoryNeed.ofDriver(plan, MOMENTUM, false).bytes()).isEqualTo(driver * MIB);
    assertThat(MemoryNeed.ofExecutor(plan, MOMENTUM, replicas).bytes()).isEqualTo(executor * MIB);
  }

  @Test
  void heapGibibytes_ofANeed_isHalfAsMuchAgainAndOne() {
    MemoryNeed need = new MemoryNeed(List.of(new MemoryNeed.Part("a", 1 << 30)));
    assertThat(need.heapGibibytes()).isEqualTo(3);
    assertThat(need.plus("rows", 1 << 30).heapGibibytes()).isEqualTo(4);
  }
}
