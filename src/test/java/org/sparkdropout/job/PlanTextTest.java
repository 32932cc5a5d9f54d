package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTextTest {
  @ParameterizedTest
  @CsvSource({
    "0.123, 0.12 s",
    "12.34, 12.3 s",
    "119.9, 119.9 s",
    "120, 2.0 min",
    "7199, 120.0 min",
    "7200, 2.0 h"
  })
  void time_ofAnySize_hasAUnitToRead(double seconds, String text) {
    assertThat(PlanText.time(seconds)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"12, 0.1 MiB", "1572864, 1.5 MiB", "1610612736, 1.5 GiB"})
  void bytes_ofAnySize_haveAUnitToRead(long bytes, String text) {
    assertThat(PlanText.bytes(bytes)).isEqualTo(text);
  }

  @Test
  void number_whole_hasNoPoint() {
    assertThat(PlanText.number(1000)).isEqualTo("1,000");
    assertThat(PlanText.number(2.5)).isEqualTo("2.5");
  }
}
