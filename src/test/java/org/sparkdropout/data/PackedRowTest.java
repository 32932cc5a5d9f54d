package org.sparkdropout.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PackedRowTest {
  @Test
  void of_anExample_keepsAllOfItsContent() {
    byte[] row = PackedRow.of(new Example(new float[] {1.5f, -2f, Float.MIN_VALUE}, 7, 0.25f));

    float[] features = new float[5];
    PackedRow.copyFeatures(row, features, 1);
    assertThat(features).containsExactly(0f, 1.5f, -2f, Float.MIN_VALUE, 0f);
    assertThat(PackedRow.width(row)).isEqualTo(3);
    assertThat(PackedRow.label(row)).isEqualTo(7);
    assertThat(PackedRow.weight(row)).isEqualTo(0.25f);
    assertThat(PackedRow.position(row)).isZero();
  }

  @Test
  void of_aRangeOfAnArray_equalsTheRowOfThatRange() {
    float[] matrix = {1, 2, 3, 4, 5, 6};

    assertThat(PackedRow.of(matrix, 2, 2, 1, 1))
        .isEqualTo(PackedRow.of(new Example(new float[] {3, 4}, 1, 1)));
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
