package org.sparkdropout.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.sparkdropout.testing.SparkTest;

@SparkTest
class QuantileFitTest {
  /** The quartile of the normal distribution, and where scikit-learn clips it. */
  private static final double QUARTILE = 0.6744897501960817;

  private static final double CLIP = 5.199337582;

  private static SlotScale scale(SparkSession spark, double surrogate, double... values) {
    JavaRDD<ColumnBlock> blocks =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(List.of(new ColumnBlock(new double[][] {values}, values.length)), 1);
    SlotRanges ranges = new SlotRanges(1).add(blocks.first());
    return QuantileFit.scales(blocks, ranges, new double[] {surrogate}).get(0);
  }

  private static double[] scores(SlotScale scale, double... values) {
    return Arrays.stream(values).map(scale::apply).toArray();
  }

  /** QuantileTransformer(n_quantiles=5, output_distribution="normal") gives these. */
  @Test
  void scale_fewRows_givesScikitLearnsScores(SparkSession spark) {
    SlotScale scale = scale(spark, Double.NaN, 5, 1, 3, 2, 4);
    assertThat(scores(scale, 1, 2, 3, 4, 5))
        .containsExactly(new double[] {-CLIP, -QUARTILE, 0, QUARTILE, CLIP}, within(1e-8));
    assertThat(scores(scale, -1e9, 3.5, 1e9))
        .containsExactly(new double[] {-CLIP, QUARTILE / 2, CLIP}, within(1e-8));
    assertThat(scale.apply(Double.NaN)).isNaN();
  }

  @Test
  void scale_equalValues_getTheMiddleOfTheirQuantiles(SparkSession spark) {
    SlotScale scale = scale(spark, Double.NaN, 7, 1, 1, 9, 7, 1, 7, 8, 7, 7);
    double middle = 0.13971029888186212; // of quantiles 3/9 to 7/9: 5/9
    assertThat(scores(scale, 1, 7, 9))
        .containsExactly(new double[] {-CLIP, middle, CLIP}, within(1e-8));
  }

  @Test
  void scale_missingValues_countAsTheirSurrogate(SparkSession spark) {
    SlotScale filled = scale(spark, 3, 1, 2, Double.NaN, 4, 5);
    assertThat(filled).isEqualTo(scale(spark, Double.NaN, 1, 2, 3, 4, 5));
  }

  @Test
  void scale_constantColumn_isZero(SparkSession spark) {
    SlotScale scale = scale(spark, Double.NaN, 4, 4, 4);
    assertThat(scores(scale, 4, 5, -1)).containsExactly(0, 0, 0);
  }

  /** With 10,001 rows 0 to 10,000 the quantile of a value is value / 10,000. */
  @Test
  void scale_manyRows_isCloseToTheNormalDistributionInTheTailsToo(SparkSession spark) {
    double[] values = new double[10_001];
    Arrays.setAll(values, row -> (row * 7919L) % 10_001);
    SlotScale scale = scale(spark, Double.NaN, values);
    assertThat(((SlotScale.Quantile) scale).values()).hasSizeBetween(256, 300);
    double[] expected = {-3.090232306167813, -1.2815515655446004, 0, 2.3263478740408408};
    assertThat(scores(scale, 10, 1000, 5000, 9900)).containsExactly(expected, within(0.02));
  }
}
