package org.sparkdropout.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConclusionTest {
  private static SeedDifferences seeds(Double... differences) {
    return SeedDifferences.of(List.of(differences), 0.95);
  }

  private static RowDifferences rows(double mean, double deviation) {
    return RowDifferences.of(400, mean, deviation * deviation, 0.95);
  }

  @Test
  void of_seedsAndRowsThatAgree_claims() {
    assertThat(Conclusion.of(seeds(-0.02, -0.021, -0.019), rows(-0.02, 0.1)))
        .isEqualTo(Conclusion.BETTER);
    assertThat(Conclusion.of(seeds(0.02, 0.021, 0.019), rows(0.02, 0.1)))
        .isEqualTo(Conclusion.WORSE);
  }

  @Test
  void of_tooFewSeedsOrRows_claimsNothing() {
    assertThat(Conclusion.of(seeds(-0.02), rows(-0.02, 0.1)))
        .isEqualTo(Conclusion.SEEDS_CANNOT_TELL);
    assertThat(Conclusion.of(seeds(-0.02, 0.01, -0.03), rows(-0.01, 0.01)))
        .isEqualTo(Conclusion.SEEDS_CANNOT_TELL);
    assertThat(Conclusion.of(seeds(-0.02, -0.021, -0.019), rows(-0.02, 0.5)))
        .isEqualTo(Conclusion.ROWS_CANNOT_TELL);
    assertThat(Conclusion.of(seeds(-0.02, -0.021, -0.019), rows(0.02, 0.1)))
        .isEqualTo(Conclusion.ROWS_CANNOT_TELL);
    assertThat(Conclusion.of(seeds(0.0, 0.0, 0.0), rows(0, 0)))
        .isEqualTo(Conclusion.SEEDS_CANNOT_TELL);
  }

  /**
   * Arms that are the same in law: each row is hard for a run with a chance of its own. By seeds
   * alone 5% of comparisons would claim a difference; with the rows no more. The bound is passed by
   * chance alone with odds of 1 in 10,000 if the true share is 5%.
   */
  @ParameterizedTest
  @CsvSource({"5, 200", "5, 2000", "3, 500", "10, 500"})
  void of_armsThatAreTheSame_claimsADifferenceInAtMostFivePercent(int seeds, int rows) {
    Random random = new Random(seeds * 31L + rows);
    int comparisons = 1000;
    int claims = 0;
    for (int i = 0; i < comparisons; i++) {
      claims += compareSameArms(random, seeds, rows).isClaim() ? 1 : 0;
    }
    assertThat(claims).isLessThanOrEqualTo(77);
  }

  private static Conclusion compareSameArms(Random random, int seeds, int rows) {
    double[] hardness = random.doubles(rows).map(x -> x * x).toArray();
    int[] byRow = new int[rows];
    List<Double> bySeed = new ArrayList<>();
    for (int seed = 0; seed < seeds; seed++) {
      double luck = 0.02 * random.nextGaussian(); // One network is better than another.
      int sum = 0;
      for (int row = 0; row < rows; row++) {
        int difference =
            (random.nextDouble() < hardness[row] + luck ? 1 : 0)
                - (random.nextDouble() < hardness[row] ? 1 : 0);
        byRow[row] += difference;
        sum += difference;
      }
      bySeed.add((double) sum / rows);
    }
    double mean = 0;
    double squares = 0;
    for (int difference : byRow) {
      mean += (double) difference / seeds / rows;
      squares += Math.pow((double) difference / seeds, 2) / rows;
    }
    double variance = (squares - mean * mean) * rows / (rows - 1);
    return Conclusion.of(
        SeedDifferences.of(bySeed, 0.95), RowDifferences.of(rows, mean, variance, 0.95));
  }
}
