package org.sparkdropout.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class McNemarTest {
  /** Known values: twice the binomial tail with probability 1/2, summed by hand as fractions. */
  @ParameterizedTest
  @CsvSource({
    "0, 1, 1.0",
    "0, 5, 0.0625",
    "5, 0, 0.0625",
    "1, 9, 0.021484375",
    "2, 8, 0.109375",
    "5, 5, 1.0",
    "6, 16, 0.0524787902832031",
    "0, 50, 1.7763568394002505e-15"
  })
  void of_discordantRows_exactTwoSidedPValue(long first, long second, double expected) {
    assertThat(McNemar.of(100, first, second, 3).pValue())
        .isEqualTo(expected, within(1e-9 * expected));
  }

  @Test
  void of_noDiscordantRows_pValueIsOne() {
    assertThat(McNemar.of(7, 0, 0, 2)).isEqualTo(new McNemar(7, 0, 0, 2, 1));
  }
}
