package org.sparkdropout.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkdropout.testing.SparkTest;

@SparkTest
class OrderStatisticsTest {
  private static final int ROWS = 20_000;
  private static final int SLOTS = 5;
  private static final int BLOCK = 100;

  /** Normal; few values; sorted; nearly all equal; both signs over many decades with gaps. */
  private static double value(int slot, int row, Random random) {
    return switch (slot) {
      case 0 -> random.nextGaussian();
      case 1 -> random.nextInt(3) - 1;
      case 2 -> row;
      case 3 -> row % 1000 == 0 ? random.nextDouble() : -0.0;
      default ->
          row % 4 == 0
              ? Double.NaN
              : Math.pow(10, 600 * random.nextDouble() - 300) * (random.nextInt(2) - 0.5);
    };
  }

  private static List<ColumnBlock> blocks() {
    Random random = new Random(3);
    List<ColumnBlock> blocks = new ArrayList<>();
    for (int from = 0; from < ROWS; from += BLOCK) {
      double[][] values = new double[SLOTS][BLOCK];
      for (int row = 0; row < BLOCK; row++) {
        for (int slot = 0; slot < SLOTS; slot++) {
          values[slot][row] = value(slot, from + row, random);
        }
      }
      blocks.add(new ColumnBlock(values, BLOCK));
    }
    return blocks;
  }

  private static double[] sorted(List<ColumnBlock> blocks, int slot, double surrogate) {
    return blocks.stream()
        .flatMapToDouble(block -> Arrays.stream(block.values()[slot]))
        .map(value -> Double.isNaN(value) ? surrogate : value + 0.0)
        .filter(value -> !Double.isNaN(value))
        .sorted()
        .toArray();
  }

  /** With so few values that the driver sorts, bins are refined many times. */
  @ParameterizedTest
  @ValueSource(longs = {1, 50, 5_000, 1L << 22})
  void values_ofAnyRanks_areThoseOfSortedColumns(long mostValues, SparkSession spark) {
    List<ColumnBlock> blocks = blocks();
    JavaRDD<ColumnBlock> table =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(blocks, 3);
    double[] surrogates = {Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0.25};
    long[] counts = new long[SLOTS];
    List<List<Long>> ranks = new ArrayList<>();
    for (int slot = 0; slot < SLOTS; slot++) {
      counts[slot] = sorted(blocks, slot, surrogates[slot]).length;
      long last = counts[slot] - 1;
      ranks.add(slot == 1 ? List.of(last / 2) : List.of(0L, 1L, last / 3, last / 2, last));
    }
    double[][] found = new OrderStatistics(table, surrogates, mostValues).values(counts, ranks);
    for (int slot = 0; slot < SLOTS; slot++) {
      double[] sorted = sorted(blocks, slot, surrogates[slot]);
      double[] expected = ranks.get(slot).stream().mapToDouble(r -> sorted[r.intValue()]).toArray();
      assertThat(found[slot]).as("slot " + slot).containsExactly(expected);
    }
  }
}
