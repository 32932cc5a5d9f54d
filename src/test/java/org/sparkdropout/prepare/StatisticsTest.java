package org.sparkdropout.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.sparkdropout.prepare.Preparation.Impute;
import org.sparkdropout.prepare.Preparation.Scaling;
import org.sparkdropout.testing.SparkTest;

@SparkTest
class StatisticsTest {
  private static final int ROWS = 100_000;
  private static final int WIDTH = 5;
  private static final int BLOCK = 7;
  private static final int[] PARTITIONS = {1, 7, 64};

  /** Both signs over nine decades; far from zero; missing values; huge ones; tiny ones. */
  private static final List<double[]> TABLE = table();

  private static List<double[]> table() {
    Random random = new Random(7);
    List<double[]> rows = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      double wide = Math.pow(10, 9 * random.nextDouble() - 3) * (random.nextInt(3) - 1.2);
      double missing = random.nextInt(4) == 0 ? Double.NaN : random.nextGaussian();
      rows.add(
          new double[] {
            wide, 1e9 + random.nextGaussian(), missing, 1e30 * wide, 1e-30 * random.nextDouble()
          });
    }
    return rows;
  }

  private static double[] slot(int slot) {
    return TABLE.stream().mapToDouble(row -> row[slot]).filter(Double::isFinite).toArray();
  }

  private static BigDecimal sum(double[] values, BigDecimal center, int power) {
    return Arrays.stream(values)
        .mapToObj(
            value ->
                new BigDecimal(value, MathContext.DECIMAL128)
                    .subtract(center, MathContext.DECIMAL128))
        .map(value -> value.pow(power, MathContext.DECIMAL128))
        .reduce(BigDecimal.ZERO, (one, other) -> one.add(other, MathContext.DECIMAL128));
  }

  private static List<double[]> shuffled(int seed) {
    List<double[]> rows = new ArrayList<>(TABLE);
    Collections.shuffle(rows, new Random(seed));
    return rows;
  }

  private static JavaRDD<ColumnBlock> blocks(
      SparkSession spark, List<double[]> rows, int partitions) {
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(rows, partitions)
        .mapPartitions(StatisticsTest::blocks);
  }

  /** Blocks of seven rows. */
  private static Iterator<ColumnBlock> blocks(Iterator<double[]> rows) {
    List<ColumnBlock> blocks = new ArrayList<>();
    while (rows.hasNext()) {
      double[][] values = new double[WIDTH][BLOCK];
      int filled = 0;
      while (filled < BLOCK && rows.hasNext()) {
        double[] row = rows.next();
        for (int slot = 0; slot < WIDTH; slot++) {
          values[slot][filled] = row[slot];
        }
        filled++;
      }
      blocks.add(new ColumnBlock(values, filled));
    }
    return blocks.iterator();
  }

  private static SlotRanges ranges(JavaRDD<ColumnBlock> blocks) {
    return blocks.aggregate(new SlotRanges(WIDTH), SlotRanges::add, SlotRanges::merge);
  }

  private record Found(double[] means, double[] deviations) {}

  private static Found moments(SparkSession spark, List<double[]> rows, int partitions) {
    JavaRDD<ColumnBlock> blocks = blocks(spark, rows, partitions);
    double[] none = new double[WIDTH];
    Arrays.fill(none, Double.NaN);
    Moments moments = new Moments(blocks, ranges(blocks), none);
    double[] means = moments.means();
    return new Found(means, moments.deviations(means));
  }

  private static double[] imputed(SparkSession spark, Impute impute, int partitions) {
    JavaRDD<ColumnBlock> blocks = blocks(spark, shuffled(partitions), partitions);
    Preparation asked =
        new Preparation(List.of(), List.of(), List.of(), impute, Scaling.NONE, "error");
    FittedNumbers fitted = FittedNumbers.of(asked, blocks, ranges(blocks), WIDTH);
    return IntStream.range(0, WIDTH)
        .mapToDouble(slot -> fitted.surrogate(slot).getAsDouble())
        .toArray();
  }

  @Test
  void moments_anyOrderAndPartitions_areEqualToTheBit(SparkSession spark) {
    Found expected = moments(spark, TABLE, 3);
    for (int partitions : PARTITIONS) {
      Found found = moments(spark, shuffled(partitions), partitions);
      assertThat(found.means()).containsExactly(expected.means());
      assertThat(found.deviations()).containsExactly(expected.deviations());
    }
  }

  @Test
  void moments_awkwardValues_areTheExactOnes(SparkSession spark) {
    Found found = moments(spark, TABLE, 3);
    for (int slot = 0; slot < WIDTH; slot++) {
      double[] values = slot(slot);
      BigDecimal count = BigDecimal.valueOf(values.length);
      BigDecimal mean = sum(values, BigDecimal.ZERO, 1).divide(count, MathContext.DECIMAL128);
      BigDecimal others = count.subtract(BigDecimal.ONE);
      double deviation =
          sum(values, mean, 2)
              .divide(others, MathContext.DECIMAL128)
              .sqrt(MathContext.DECIMAL128)
              .doubleValue();
      assertThat(found.means()[slot] / mean.doubleValue()).isCloseTo(1, within(1e-14));
      assertThat(found.deviations()[slot] / deviation).isCloseTo(1, within(1e-12));
    }
  }

  @Test
  void moments_equalValues_haveThatMeanAndNoDeviation(SparkSession spark) {
    double[] row = {0.1, -1e300, 0, Double.NaN, Double.MIN_VALUE};
    Found found = moments(spark, Collections.nCopies(1001, row), 3);
    assertThat(found.means()).containsExactly(row);
    assertThat(found.deviations()).startsWith(0, 0, 0).endsWith(0);
  }

  @Test
  void imputer_anyOrderAndPartitions_givesTheSameMeansMediansAndModes(SparkSession spark) {
    for (Impute strategy : List.of(Impute.MEAN, Impute.MEDIAN, Impute.MODE)) {
      double[] expected = imputed(spark, strategy, 1);
      for (int partitions : new int[] {7, 64}) {
        assertThat(imputed(spark, strategy, partitions)).containsExactly(expected);
      }
    }
  }

  @Test
  void imputer_medians_areTheMiddleOfSortedValues(SparkSession spark) {
    double[] found = imputed(spark, Impute.MEDIAN, 7);
    for (int slot = 0; slot < WIDTH; slot++) {
      double[] values = slot(slot);
      Arrays.sort(values);
      double middle = 0.5 * values[(values.length - 1) / 2] + 0.5 * values[values.length / 2];
      assertThat(found[slot] / middle).isCloseTo(1, within(1e-14));
    }
  }
}
