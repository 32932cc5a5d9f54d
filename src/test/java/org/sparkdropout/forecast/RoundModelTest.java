package org.sparkdropout.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparkdropout.train.AveragingPath;
import org.sparkdropout.train.StateSize;

class RoundModelTest {
  private static final Offset<Double> EXACT = within(1e-9);

  /**
   * A round of 1 s and one of 2 s, 0.01 s a task and 0.1 s or 0.2 s more a waiting one, 1 and 2 ns
   * a byte.
   */
  private static final RoundModel MODEL =
      new RoundModel(new RoundConstants(1, 2, 0.01, 0.1, 0.2, 1e-9, 2e-9));

  /** 500,000 parameters with a velocity: 4 MB. */
  private static final StateSize WHOLE = StateSize.withArrays(1, 500_000, 500_000);

  /** A replica trains and sends back 1 MB of them. */
  private static final StateSize THINNED = StateSize.withArrays(1, 500_000, 125_000);

  /** 125 MB a second. */
  private static Cluster cluster(int executors, int cores) {
    return new Cluster(executors, cores, Cluster.bytesPerSecond(1));
  }

  private static RoundSeconds round(
      AveragingPath path, int replicas, StateSize size, Cluster cluster) {
    return MODEL.round(path, replicas, size, cluster, 0.5);
  }

  @Test
  void round_onTheDriver_sendsTheStateOnceAndReceivesEachReplica() {
    RoundSeconds seconds = round(AveragingPath.DRIVER, 4, WHOLE, cluster(1, 4));
    assertThat(seconds.steps()).isEqualTo(0.5);
    assertThat(seconds.transfer()).isCloseTo((4 + 4 * 4) / 125.0, EXACT);
    assertThat(seconds.averaging()).isCloseTo(16e6 * 1e-9, EXACT);
    assertThat(seconds.fixed()).isCloseTo(1 + 4 * 0.01, EXACT);
    assertThat(seconds.total()).isCloseTo(0.5 + 0.16 + 0.016 + 1.04, EXACT);
  }

  @Test
  void round_onTheDriverOfThinnedNetworks_receivesThese() {
    RoundSeconds seconds = round(AveragingPath.DRIVER, 4, THINNED, cluster(1, 4));
    assertThat(seconds.transfer()).isCloseTo((4 + 4 * 1) / 125.0, EXACT);
    assertThat(seconds.averaging()).isCloseTo(4e6 * 1e-9, EXACT);
  }

  @Test
  void round_inSlices_goesOverTheLinksOfAllExecutors() {
    RoundSeconds seconds = round(AveragingPath.SLICES, 8, WHOLE, cluster(4, 2));
    assertThat(seconds.transfer()).isCloseTo(2 * (3 / 4.0) * (4 + 4) / 125.0, EXACT);
    assertThat(seconds.averaging()).isCloseTo(8e6 * 2e-9, EXACT);
    assertThat(seconds.fixed()).isCloseTo(2 + 8 * 0.01, EXACT);
    assertThat(round(AveragingPath.SLICES, 2, WHOLE, cluster(1, 2)).transfer()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"DRIVER", "SLICES"})
  void round_twiceTheBandwidth_takesHalfTheTransferAndNothingElse(AveragingPath path) {
    Cluster slow = cluster(4, 2);
    Cluster fast = new Cluster(4, 2, 2 * slow.bytesPerSecond());
    RoundSeconds once = round(path, 8, WHOLE, slow);
    RoundSeconds twice = round(path, 8, WHOLE, fast);
    assertThat(twice.transfer()).isCloseTo(once.transfer() / 2, EXACT);
    assertThat(twice.total() - twice.transfer()).isCloseTo(once.total() - once.transfer(), EXACT);
  }

  @Test
  void round_moreReplicasThanCores_trainsInTurns() {
    RoundSeconds seconds = round(AveragingPath.DRIVER, 5, WHOLE, cluster(1, 2));
    assertThat(seconds.steps()).isEqualTo(3 * 0.5);
    assertThat(seconds.fixed()).isCloseTo(1 + 5 * 0.01 + 3 * 0.1, EXACT);
    RoundSeconds inSlices = round(AveragingPath.SLICES, 5, WHOLE, cluster(1, 2));
    assertThat(inSlices.averaging()).isCloseTo(3 * 8e6 * 2e-9, EXACT);
    assertThat(inSlices.fixed()).isCloseTo(2 + 5 * 0.01 + 3 * 0.2, EXACT);
  }

  /** Replicas of 4 MB take 0.032 s each: less than the steps of a turn, or more. */
  @Test
  void round_inTurns_receivesWhileOthersTrain() {
    Cluster cluster = cluster(1, 2);
    double out = 4 / 125.0;
    assertThat(MODEL.round(AveragingPath.DRIVER, 6, WHOLE, cluster, 0.5).transfer())
        .isCloseTo(out + 2 * 0.032, EXACT);
    assertThat(MODEL.round(AveragingPath.DRIVER, 6, WHOLE, cluster, 0.014).transfer())
        .isCloseTo(out + 2 * 0.032 + 2 * (0.064 - 0.014), EXACT);
    assertThat(MODEL.round(AveragingPath.DRIVER, 6, WHOLE, cluster, 0).transfer())
        .isCloseTo(out + 6 * 0.032, EXACT);
  }

  /** Of one block each executor gets its copy from the driver; of many the others have most. */
  @ParameterizedTest
  @CsvSource({
    "1000, 1, 1",
    "1000, 8, 8",
    "100000000, 1, 1",
    "8388608, 2, 1.6666666666666667",
    "4194305, 2, 1.6666666666666667"
  })
  void copiesSent_broadcastOfBlocks_isOnePlusWhatOthersDoNotHaveYet(
      long bytes, int executors, double copies) {
    assertThat(RoundModel.copiesSent(bytes, executors)).isCloseTo(copies, EXACT);
  }

  @Test
  void copiesSent_manyBlocks_isFarFewerThanExecutors() {
    assertThat(RoundModel.copiesSent(1L << 30, 64)).isBetween(1.0, 6.0);
  }

  @Test
  void times_severalRounds_areSoManyTimesOne() {
    assertThat(new RoundSeconds(1, 2, 3, 4).times(2.5))
        .isEqualTo(new RoundSeconds(2.5, 5, 7.5, 10));
  }
}
