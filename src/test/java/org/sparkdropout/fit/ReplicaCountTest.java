package org.sparkdropout.fit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplicaCountTest {
  @ParameterizedTest
  @CsvSource({
    "64, 30, 128, 1",
    "64, 1, 1, 1",
    "64, 12544, 128, 1",
    "64, 12545, 128, 2",
    "64, 401408, 128, 63",
    "64, 401409, 128, 64",
    "64, 10000000, 128, 64",
    "2, 1600, 16, 2",
    "1, 1000000, 1, 1"
  })
  void paying_smallAndLargeTables_givesEachFiftySteps(
      int parallelism, long rows, int batchSize, int count) {
    ReplicaCount replicas = ReplicaCount.paying(parallelism, rows, any -> batchSize);
    assertThat(replicas.count()).isEqualTo(count);
    assertThat(replicas.reason())
        .contains(count < parallelism ? "50 steps an epoch each" : "default parallelism");
    assertThat(replicas.warning(rows, any -> batchSize)).isEmpty();
  }

  @Test
  void paying_smallerBatchesOfMoreReplicas_takesAsManyAsHaveEnoughSteps() {
    assertThat(ReplicaCount.paying(16, 16_000, count -> count < 4 ? 128 : 32).count())
        .isEqualTo(10);
    assertThat(ReplicaCount.paying(16, 6_000, count -> count < 4 ? 128 : 32).count()).isEqualTo(1);
  }

  @Test
  void warning_manyReplicasOfFewRows_saysHowManyHaveEnoughSteps() {
    assertThat(ReplicaCount.given(32).warning(6_000, any -> 32).orElseThrow())
        .startsWith("32 replicas have 6 steps each in an epoch")
        .contains("Set replicas = 9, for 21 steps each");
    assertThat(ReplicaCount.given(4).warning(128, any -> 32).orElseThrow())
        .startsWith("4 replicas have 1 step each")
        .contains("Set replicas = 1, for 4 steps each");
    assertThat(ReplicaCount.given(9).warning(6_000, any -> 32)).isEmpty();
    assertThat(ReplicaCount.given(3).warning(10, any -> 32)).isEmpty();
  }

  @Test
  void warning_fewerReplicasWithoutMoreSteps_isEmpty() {
    assertThat(ReplicaCount.given(4).warning(4, any -> 32)).isEmpty();
    assertThat(ReplicaCount.given(4).warning(2_400, count -> count < 4 ? 128 : 32)).isEmpty();
  }

  @Test
  void given_numberOfTheUser_needsNoReason() {
    assertThat(ReplicaCount.given(7)).isEqualTo(new ReplicaCount(7, ""));
    assertThat(ReplicaCount.resumed(7).reason()).isEqualTo("as in the checkpoint");
  }
}
