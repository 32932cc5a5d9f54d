package org.sparkdropout.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointIntervalTest {
  @ParameterizedTest
  @CsvSource({"1 epoch, 1", "5 epochs, 5", "12epochs, 12", "' 3 Epochs ', 3"})
  void parse_epochs(String text, int epochs) {
    assertThat(CheckpointInterval.parse(text))
        .contains(new CheckpointInterval(epochs, Duration.ZERO));
  }

  @Test
  void parse_time() {
    assertThat(CheckpointInterval.parse("10 minutes").orElseThrow().time())
        .isEqualTo(Duration.ofMinutes(10));
    assertThat(CheckpointInterval.parse("1 hour").orElseThrow().time())
        .isEqualTo(Duration.ofHours(1));
    assertThat(CheckpointInterval.parse("30 seconds").orElseThrow().countsEpochs()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1", "0 epochs", "-1 epoch", "1.5 hours", "2 days", "9999999999 epochs"})
  void parse_anythingElse_isNone(String text) {
    assertThat(CheckpointInterval.parse(text)).isEmpty();
  }
}
