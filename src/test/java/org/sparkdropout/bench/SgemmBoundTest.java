package org.sparkdropout.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.train.AveragingPath;

class SgemmBoundTest {
  private static final Workload WORKLOAD =
      new Workload(64, 40, List.of(32, 16), 3, 8, 2, AveragingPath.AUTO, 1, 0.2, 0.5, 0);

  @Test
  void bounds_nameWhatTheyBoundAndAreFinite() {
    Contender dense = SgemmBound.ofTraining(WORKLOAD, Dropout.Sharing.EXAMPLE);
    Contender thinned = SgemmBound.ofTraining(WORKLOAD, Dropout.Sharing.ROUND);
    assertThat(dense.name()).endsWith("dense");
    assertThat(thinned.name()).endsWith("thinned");
    for (int turn = 0; turn < 20; turn++) {
      assertThat(dense.samplesPerSecond()).isPositive().isFinite();
      assertThat(thinned.samplesPerSecond()).isPositive().isFinite();
    }
  }
}
