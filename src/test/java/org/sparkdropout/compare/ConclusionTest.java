package org.sparkdropout.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConclusionTest {
  private static final int COMPARISONS = 5_000;

  private static SeedDifferences seeds(Double... differences) {
    return SeedDifferences.of(List.of(differences), 0.95);
  }

  private static RowDifferences rows(double mean, double deviation) {
    return RowDifferences.of(400, mean, deviation * deviation, 0.95);
  }

  private static Conclusion conclude(SeedDifferences bySeed, RowDifferences byRow) {
    return Conclusion.of(bySeed, byRow, false, false);
  }

  @Test
  void of_uselessOrUnfinishedArms_claimsNothing() {
    SeedDifferences bySeed = seeds(-0.02, -0.021, -0.019);
    assertThat(Conclusion.of(bySeed, rows(-0.02, 0.1), true, false))
        .isEqualTo(Conclusion.BOTH_USELESS);
    assertThat(Conclusion.of(bySeed, rows(-0.02, 0.1), false, true))
        .isEqualTo(Conclusion.BOTH_STILL_IMPROVE);
  }

  @Test
  void of_seedsAndRowsThatAgree_claims() {
    assertThat(conclude(seeds(-0.02, -0.021, -0.019), rows(-0.02, 0.1)))
        .isEqualTo(Conclusion.BETTER);
    assertThat(conclude(seeds(0.02, 0.021, 0.019), rows(0.02, 0.1))).isEqualTo(Conclusion.WORSE);
  }

  @Test
  void of_tooFewSeedsOrRows_claimsNothing() {
    assertThat(conclude(seeds(-0.02), rows(-0.02, 0.1))).isEqualTo(Conclusion.SEEDS_CANNOT_TELL);
    assertThat(conclude(seeds(-0.02, 0.01, -0.03), rows(-0.01, 0.01)))
        .isEqualTo(Conclusion.SEEDS_CANNOT_TELL);
    assertThat(conclude(seeds(-0.02, -0.021, -0.019), rows(-0.02, 0.5)))
        .isEqualTo(Conclusion.ROWS_CANNOT_TELL);
    assertThat(conclude(seeds(-0.02, -0.021, -0.019), rows(0.02, 0.1)))
        .isEqualTo(Conclusion.ROWS_CANNOT_TELL);
    assertThat(conclude(seeds(0.0, 0.0, 0.0), rows(0, 0))).isEqualTo(Conclusion.SEEDS_CANNOT_TELL);
  }

  /**
   * Arms that are the same in law: networks are lucky or not, and each row is hard for a network
   * with a chance of its own. Of 5,000 comparisons more than 5.8% would be claims with odds of 1 in
   * 200 if the true share were 5%.
   */
  @ParameterizedTest
  @CsvSource({"5, 100, 0.05", "5, 400, 0.05", "3, 200, 0.05", "10, 200, 0.05", "5, 400, 0"})
  void of_armsThatAreTheSame_claimsADifferenceInAtMostFivePercent(
      int seeds, int rows, double luck) {
    Random random = new Random(seeds * 31L + rows);
    int claims = 0;
    for (int i = 0; i < COMPARISONS; i++) {
      claims += isClaim(compareSameArms(random, seeds, rows, luck)) ? 1 : 0;
    }
    assertThat(claims).isLessThanOrEqualTo((int) (0.058 * COMPARISONS));
  }

  /** Here seeds agree by the choice of the rows, on which the arms differ in the same way. */
  @Test
  void of_seedsThatAgreeByTheChoiceOfRows_claimsAtMostAsOften() {
    Random random = new Random(11);
    int claims = 0;
    int bySeeds = 0;
    for (int i = 0; i < COMPARISONS; i++) {
      double[] favours = random.doubles(100, -1, 1).toArray(); // What a row favours, of all rows.
      List<Double> seeds = new ArrayList<>();
      double mean = Arrays.stream(favours).average().orElseThrow();
      for (int seed = 0; seed < 5; seed++) {
        seeds.add(mean + 0.001 * random.nextGaussian());
      }
      double variance = StatUtils.variance(favours);
      SeedDifferences bySeed = SeedDifferences.of(seeds, 0.95);
      bySeeds += bySeed.interval().excludesZero() ? 1 : 0;
      RowDifferences byRow = RowDifferences.of(100, mean, variance, 0.95);
      claims += isClaim(conclude(bySeed, byRow)) ? 1 : 0;
    }
    assertThat(bySeeds).isGreaterThan(COMPARISONS / 2);
    assertThat(claims).isLessThanOrEqualTo((int) (0.058 * COMPARISONS));
  }

  private static Conclusion compareSameArms(Random random, int seeds, int rows, double luck) {
    double[] hardness = random.doubles(rows).map(x -> x * x).toArray();
    double[] byRow = new double[rows];
    List<Double> bySeed = new ArrayList<>();
    for (int seed = 0; seed < seeds; seed++) {
      double lucky = luck * random.nextGaussian();
      double other = luck * random.nextGaussian();
      double sum = 0;
      for (int row = 0; row < rows; row++) {
        double difference =
            wrong(random, hardness[row] + lucky) - wrong(random, hardness[row] + other);
        byRow[row] += difference / seeds;
        sum += difference / rows;
      }
      bySeed.add(sum);
    }
    RowDifferences rowsOfAll =
        RowDifferences.of(rows, StatUtils.mean(byRow), StatUtils.variance(byRow), 0.95);
    return conclude(SeedDifferences.of(bySeed, 0.95), rowsOfAll);
  }

  private static boolean isClaim(Conclusion conclusion) {
    return conclusion == Conclusion.BETTER || conclusion == Conclusion.WORSE;
  }

  private static int wrong(Random random, double chance) {
    return random.nextDouble() < chance ? 1 : 0;
  }
}
