package org.sparkdropout.onnx;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxFormatTest {
  private static final long MOST = 532_676_607;

  @ParameterizedTest
  @ValueSource(longs = {MOST + 1, Integer.MAX_VALUE, 1L << 40})
  void moreWeightsThanAFileHolds_areRefused(long weights) {
    assertThatThrownBy(() -> OnnxFormat.requireRoom(weights))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "A network must have at most %d weights to fit into an ONNX file, which is at most 2 GiB. Provided: %d. Leave onnx out of the formats",
            MOST, weights);
  }

  @Test
  void asManyWeightsAsAFileHolds_areTaken() {
    assertThatCode(() -> OnnxFormat.requireRoom(MOST)).doesNotThrowAnyException();
  }
}
