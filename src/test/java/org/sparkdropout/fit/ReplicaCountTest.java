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
    "64, 128, 128, 1",
    "64, 255, 128, 1",
    "64, 256, 128, 2",
    "64, 8191, 128, 63",
    "64, 8192, 128, 64",
    "64, 1000000, 128, 64",
    "2, 50, 16, 2",
    "1, 1000000, 1, 1"
  })
  void fed_smallAndLargeTables_givesEachAWholeBatch(
      int parallelism, long rows, int batchSize, int count) {
    ReplicaCount replicas = ReplicaCount.fed(parallelism, rows, batchSize);
    assertThat(replicas.count()).isEqualTo(count);
    assertThat(replicas.reason())
        .contains(count < parallelism ? "whole batch" : "default parallelism");
  }

  @Test
  void given_numberOfTheUser_needsNoReason() {
    assertThat(ReplicaCount.given(7)).isEqualTo(new ReplicaCount(7, ""));
    assertThat(ReplicaCount.resumed(7).reason()).isEqualTo("as in the checkpoint");
  }
}
