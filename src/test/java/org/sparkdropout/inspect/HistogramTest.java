package org.sparkdropout.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HistogramTest {
  @ParameterizedTest
  @CsvSource({"0, 1", "0, 1e-9", "-3, 0.01", "1e6, 1", "-1e20, 3e19", "5, 1000"})
  void of_numbers_countsEachInItsBin(double middle, double deviation) {
    Random random = new Random(5);
    double[] numbers =
        random.doubles(3000).map(uniform -> middle + deviation * (2 * uniform - 1)).toArray();
    Histogram histogram = Histogram.of(numbers);
    assertThat(histogram.counts()).hasSizeBetween(17, Histogram.MOST_BINS);
    for (int bin = 0; bin < histogram.counts().size(); bin++) {
      double low = histogram.low() + bin * histogram.width();
      double high = low + histogram.width();
      long naive = Arrays.stream(numbers).filter(x -> x >= low && x < high).count();
      assertThat(histogram.counts().get(bin)).isEqualTo(naive);
    }
    assertThat(histogram.counts().get(0)).isPositive();
    assertThat(histogram.counts().stream().mapToLong(Long::longValue).sum()).isEqualTo(3000);
  }

  /** So that histograms of several networks can be joined without error. */
  @Test
  void of_numbers_hasEdgesThatAreMultiplesOfAPowerOfTwo() {
    Histogram histogram = Histogram.of(new double[] {-0.3, 0, 0.1, 7.9});
    assertThat(histogram.width()).isEqualTo(0.25);
    assertThat(histogram.low()).isEqualTo(-0.5);
    assertThat(histogram.counts()).hasSize(34);
    assertThat(histogram.counts().get(0)).isEqualTo(1);
    assertThat(histogram.counts().get(2)).isEqualTo(2);
    assertThat(histogram.counts().get(33)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 3, -2.5, 1e30})
  void of_equalNumbers_isOneBin(double number) {
    Histogram histogram = Histogram.of(new double[] {number, number, number});
    assertThat(histogram.counts()).containsExactly(3L);
    assertThat(histogram.low()).isLessThanOrEqualTo(number);
    assertThat(histogram.low() + histogram.width()).isGreaterThan(number);
  }
}
