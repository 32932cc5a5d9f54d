package org.sparkdropout.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterTest {
  @ParameterizedTest
  @CsvSource({
    "1, 0, 4, 1, 1, 1",
    "3, 0, 4, 1, 3, 1",
    "5, 0, 4, 2, 4, 1",
    "512, 0, 4, 128, 4, 1",
    "512, 10, 4, 10, 4, 13",
    "8, 10, 4, 2, 4, 1",
    "6, 2, 2, 2, 2, 2"
  })
  void forReplicas_upToALimit_isLargeEnoughOrTakesTurns(
      int replicas, int most, int cores, int executors, int executorCores, int turns) {
    Cluster cluster = Cluster.forReplicas(replicas, most, cores, 10);
    assertThat(cluster).isEqualTo(new Cluster(executors, executorCores, 1.25e9));
    assertThat(cluster.cores()).isEqualTo(executors * executorCores);
    assertThat(cluster.turns(replicas)).isEqualTo(turns);
  }

  @Test
  void epochs_moreExamplesAtOnce_growAsOnePlusTheirShareOfTheCriticalNumber() {
    CriticalExamples critical = new CriticalExamples(1000);
    assertThat(critical.epochs(20, 250, 250)).isEqualTo(20);
    assertThat(critical.epochs(20, 250, 1000)).isEqualTo(20 * 2 / 1.25);
    assertThat(critical.epochs(20, 1000, 250)).as("never fewer").isEqualTo(20);
  }

  @Test
  void stepSeconds_ofShortAndLongRounds_areAStartAndSteps() {
    StepSeconds seconds = StepSeconds.of(3, 5, 11);
    assertThat(seconds).isEqualTo(new StepSeconds(1, 2));
    assertThat(seconds.ofRound(2.5)).isEqualTo(6);
    assertThat(StepSeconds.of(3, 5, 2)).as("noise").isEqualTo(new StepSeconds(2.6, 0.4));
  }
}
