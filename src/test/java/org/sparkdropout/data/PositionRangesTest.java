package org.sparkdropout.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionRangesTest {
  private static final Example EXAMPLE = new Example(new float[] {1}, 0, 1);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 64, 100_000, Integer.MAX_VALUE})
  void getPartition_risingPositions_risesFromTheFirstToTheLast(int ranges) {
    PositionRanges partitioner = new PositionRanges(ranges);
    int last = 0;
    for (long step = 0; step < 1000; step++) {
      int partition = partition(partitioner, step * (-1L >>> 10));
      assertThat(partition).isBetween(last, ranges - 1);
      last = partition;
    }
    assertThat(partition(partitioner, 0)).isZero();
    assertThat(partition(partitioner, -1)).isEqualTo(ranges - 1);
  }

  private static int partition(PositionRanges partitioner, long position) {
    return partitioner.getPartition(PackedRow.moveTo(PackedRow.of(EXAMPLE), position));
  }
}
