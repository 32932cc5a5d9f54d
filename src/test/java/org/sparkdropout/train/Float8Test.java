package org.sparkdropout.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Float8Test {
  private static final int RANDOMS = 1 << 16;

  @ParameterizedTest
  @ValueSource(floats = {Float.MIN_VALUE, 1e-39f, 1e-30f, 0.37f, 1f, 2f, 3e38f})
  void code_ofNumbersUpToTheLargest_roundsToANeighbourWhoseMeanIsTheNumber(float largest) {
    Float8 format = new Float8(Float8.top(largest));
    for (float share : new float[] {1, -1, 0.99f, 0.3f, -0.01f, 1e-3f, 1e-5f, 3e-7f, 0}) {
      float value = largest * share;
      double mean =
          IntStream.range(0, RANDOMS)
              .mapToDouble(random -> format.value(format.code(value, random)))
              .average()
              .orElseThrow();
      assertThat(mean).isCloseTo(value, within(largest * 2e-6 + Float.MIN_VALUE));
      float down = format.value(format.code(value, 0));
      float up = format.value(format.code(value, RANDOMS - 1));
      double step = Math.max(Math.abs(value) / 8.0, largest * 0x1p-15);
      assertThat((double) Math.abs(down))
          .isBetween(Math.abs(value) - step, (double) Math.abs(value));
      assertThat((double) Math.abs(up)).isBetween((double) Math.abs(value), Math.abs(value) + step);
    }
  }

  @Test
  void value_ofEachCode_isItsOwnCode() {
    Float8 format = new Float8(3);
    for (int code = 0; code < 1 << 7; code++) {
      if ((byte) code != Float8.NOT_FINITE) {
        float value = format.value((byte) code);
        assertThat(format.code(value, 0)).isEqualTo((byte) code);
        assertThat(format.code(value, RANDOMS - 1)).isEqualTo((byte) code);
        assertThat(format.value((byte) (code | 0x80))).isEqualTo(-value);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void code_ofWhatIsNotFinite_staysSo(float value) {
    Float8 format = new Float8(Float8.top(1));
    assertThat(format.value(format.code(value, 7))).isNaN();
  }
}
