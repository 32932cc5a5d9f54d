package org.sparkdropout.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.TTest;
import org.junit.jupiter.api.Test;
import org.sparkdropout.data.InvalidDataException;

class SquaredErrorsTest {
  /** Hours of sleep (Student 1908), of R's table sleep: what one drug gains less the other. */
  private static final double[] SLEEP = {-1.2, -2.4, -1.3, -1.3, 0, -1.0, -1.8, -0.8, -4.6, -1.4};

  private static SquaredErrors of(double... differences) {
    DifferenceSums sums = new DifferenceSums();
    for (double difference : differences) {
      sums.add(difference);
    }
    return sums.squaredErrors();
  }

  /** R 4: t.test(extra ~ group, data = sleep, paired = TRUE). */
  @Test
  void squaredErrors_ofStudentsTable_areThoseOfR() {
    SquaredErrors found = of(SLEEP);
    assertThat(found.meanDifference()).isEqualTo(-1.58, within(1e-14));
    assertThat(found.intervalLow()).isEqualTo(-2.4598858, within(5e-8));
    assertThat(found.intervalHigh()).isEqualTo(-0.7001142, within(5e-8));
    assertThat(found.pValue()).isEqualTo(0.002833, within(5e-7));
    assertThat(found.firstNearer()).isEqualTo(9);
    assertThat(found.secondNearer()).isZero();
    assertThat(found.equallyNear()).isEqualTo(1);
  }

  @Test
  void squaredErrors_ofSwappedNetworks_haveTheOtherSign() {
    SquaredErrors found = of(SLEEP);
    SquaredErrors swapped = of(IntStream.range(0, 10).mapToDouble(i -> -SLEEP[i]).toArray());
    assertThat(swapped)
        .isEqualTo(
            new SquaredErrors(
                0,
                9,
                1,
                -found.meanDifference(),
                -found.intervalHigh(),
                -found.intervalLow(),
                found.pValue()));
  }

  @Test
  void squaredErrors_ofFewOrEqualRows_areDefined() {
    assertThat(of()).isEqualTo(new SquaredErrors(0, 0, 0, nan(), nan(), nan(), 1));
    assertThat(of(4)).isEqualTo(new SquaredErrors(0, 1, 0, 4, nan(), nan(), 1));
    assertThat(of(0, 0, 0)).isEqualTo(new SquaredErrors(0, 0, 3, 0, 0, 0, 1));
    assertThat(of(4, 4, 4)).isEqualTo(new SquaredErrors(0, 3, 0, 4, 4, 4, 0));
  }

  private static double nan() {
    return Double.NaN;
  }

  @Test
  void add_differenceTooLargeToSquare_isRefused() {
    DifferenceSums sums = new DifferenceSums();
    assertThatThrownBy(() -> sums.add(1e150))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("Squared errors must differ by at most 1.0E140 to be tested.")
        .hasMessageContaining("Divide the labels of all tables by a power of ten");
  }

  /**
   * Errors of two networks that are equally good and have most of their error in common. At a level
   * of 5% the test may find a difference in about 5% of comparisons: of 4,000 with 200 rows each,
   * 200 with a deviation of 14. Outside of 130 to 270 are 5 deviations: fewer than one in a million
   * seeds.
   */
  @Test
  void pValue_ofEqualNetworks_isBelowFivePercentInFivePercent() {
    Random random = new Random(7);
    int found = 0;
    for (int comparison = 0; comparison < 4000; comparison++) {
      found += compare(random, 200, 1, 1).pValue() < 0.05 ? 1 : 0;
    }
    assertThat(found).isBetween(130, 270);
  }

  /**
   * The interval holds the true difference of mean squared errors, here 1 + 0.25 - (1 + 0.16), in
   * about 95% of 2,000 comparisons: 100 misses with a deviation of 10, and within 50 to 150 but for
   * fewer than one in a million seeds.
   */
  @Test
  void interval_ofDifferentNetworks_holdsTheTrueDifference() {
    Random random = new Random(8);
    int missed = 0;
    for (int comparison = 0; comparison < 2000; comparison++) {
      SquaredErrors found = compare(random, 400, 0.5, 0.4);
      missed += found.intervalLow() > 0.09 || found.intervalHigh() < 0.09 ? 1 : 0;
    }
    assertThat(missed).isBetween(50, 150);
  }

  /** Common noise of deviation 1, and of each network its own. */
  private static SquaredErrors compare(Random random, int rows, double first, double second) {
    DifferenceSums sums = new DifferenceSums();
    for (int row = 0; row < rows; row++) {
      double label = random.nextGaussian();
      double ofFirst = label - first * random.nextGaussian();
      double ofSecond = label - second * random.nextGaussian();
      sums.add(ofFirst * ofFirst - ofSecond * ofSecond);
    }
    return sums.squaredErrors();
  }

  /** Two networks that differ by a tenth in RMSE are told apart. */
  @Test
  void pValue_ofDifferentNetworks_isThatOfThePairedTestOfAllRows() {
    Random random = new Random(9);
    double[] first = random.doubles(500).map(x -> 1.21 * x).toArray();
    double[] second = random.doubles(500).toArray();
    double[] differences = IntStream.range(0, 500).mapToDouble(i -> first[i] - second[i]).toArray();
    assertThat(of(differences).pValue())
        .isEqualTo(TTest.withDefaults().pairedTest(first, second).getPValue(), within(1e-12))
        .isLessThan(1e-3);
  }
}
