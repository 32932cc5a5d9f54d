package org.sparkdropout.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class RowOrderTest {
  @Test
  void compare_collidingPositions_ordersByContent() {
    Example[] examples = {
      new Example(new float[] {1, 2}, 0, 1),
      new Example(new float[] {1, 3}, 0, 1),
      new Example(new float[] {-1, 2}, 0, 1),
      new Example(new float[] {1, 2}, 1, 1),
      new Example(new float[] {1, 2}, 0, 2),
    };
    for (Example left : examples) {
      for (Example right : examples) {
        int order = compare(at(77, left), at(77, right));
        assertThat(order == 0).isEqualTo(left == right);
        assertThat(Integer.signum(order))
            .isEqualTo(-Integer.signum(compare(at(77, right), at(77, left))));
      }
    }
  }

  @Test
  void compare_positions_takesThemAsUnsigned() {
    Example example = new Example(new float[] {1}, 0, 1);

    assertThat(compare(at(Long.MAX_VALUE, example), at(Long.MIN_VALUE, example))).isNegative();
    assertThat(compare(at(0, example), at(-1, example))).isNegative();
  }

  @RepeatedTest(5)
  void sort_collidingPositions_givesOneOrderFromAnyStart(RepetitionInfo repetition) {
    long seed = repetition.getCurrentRepetition();
    List<Example> examples = RandomExamples.withDuplicates(seed, 200, 3, 40);

    assertThat(sortedAtOnePosition(RandomExamples.shuffled(examples, seed)))
        .usingElementComparator(RowOrder.BY_POSITION)
        .isEqualTo(sortedAtOnePosition(examples));
  }

  private static List<byte[]> sortedAtOnePosition(List<Example> examples) {
    List<byte[]> rows = new ArrayList<>();
    examples.forEach(example -> rows.add(at(-3, example)));
    rows.sort(RowOrder.BY_POSITION);
    return rows;
  }

  private static int compare(byte[] left, byte[] right) {
    return RowOrder.BY_POSITION.compare(left, right);
  }

  private static byte[] at(long position, Example example) {
    return PackedRow.moveTo(PackedRow.of(example), position);
  }
}
