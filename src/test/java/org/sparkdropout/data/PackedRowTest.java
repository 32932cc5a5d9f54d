package org.sparkdropout.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PackedRowTest {
  @Test
  void of_anExample_keepsAllOfItsContent() {
    byte[] row = PackedRow.of(new Example(new float[] {1.5f, -2f, Float.MIN_VALUE}, 7, 0.25f));

    assertThat(features(row, TargetLayout.CLASS)).containsExactly(1.5f, -2f, Float.MIN_VALUE);
    assertThat(target(row, TargetLayout.CLASS)).containsExactly(7);
    assertThat(PackedRow.weight(row, TargetLayout.CLASS)).isEqualTo(0.25f);
    assertThat(PackedRow.position(row)).isZero();
  }

  @Test
  void of_anExampleOfNumbers_keepsAllOfItsContent() {
    TargetLayout two = TargetLayout.numbers(2);
    byte[] row = PackedRow.of(new Example(new float[] {4}, new float[] {-0.5f, 1e-30f}, two, 3));

    assertThat(features(row, two)).containsExactly(4);
    assertThat(target(row, two)).containsExactly(-0.5f, 1e-30f);
    assertThat(PackedRow.weight(row, two)).isEqualTo(3);
  }

  /** Hashes of rows, and with them splits and weights, are those of earlier versions. */
  @Test
  void of_aClass_isAWholeNumberOfFourBytes() {
    byte[] row = PackedRow.of(new Example(new float[0], 258, 0f));

    assertThat(row).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0);
  }

  @Test
  void of_aRowOfABlock_equalsThatOfItsExample() {
    ExampleBlock block =
        new ExampleBlock(
            TargetLayout.CLASS,
            2,
            new float[] {1, 2, 3, 4},
            new float[] {0, 1},
            new float[] {5, 6});

    assertThat(PackedRow.of(block, 1))
        .isEqualTo(PackedRow.of(new Example(new float[] {3, 4}, 1, 6)));
  }

  private static float[] features(byte[] row, TargetLayout layout) {
    float[] features = new float[PackedRow.width(row, layout) + 1];
    PackedRow.copyFeatures(row, layout, features, 1);
    return Arrays.copyOfRange(features, 1, features.length);
  }

  private static float[] target(byte[] row, TargetLayout layout) {
    float[] target = new float[layout.width() + 1];
    PackedRow.copyTarget(row, layout, target, 1);
    return Arrays.copyOfRange(target, 1, target.length);
  }

  @Test
  void moveTo_aPosition_changesNothingElse() {
    byte[] row = PackedRow.of(new Example(new float[] {3}, 1, 2));

    assertThat(PackedRow.moveTo(row, -5)).isSameAs(row);
    assertThat(PackedRow.position(row)).isEqualTo(-5);
    assertThat(PackedRow.moveTo(row, 0))
        .isEqualTo(PackedRow.of(new Example(new float[] {3}, 1, 2)));
  }
}
