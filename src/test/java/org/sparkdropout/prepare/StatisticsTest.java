package org.sparkdropout.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.feature.ImputerModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.sparkdropout.data.InvalidDataException;
import org.sparkdropout.testing.SparkTest;

@SparkTest
class StatisticsTest {
  private static final int ROWS = 100_000;
  private static final int WIDTH = 5;
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

  private static Moments moments(SparkSession spark, List<double[]> rows, int partitions) {
    JavaRDD<Vector> vectors =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(rows, partitions)
            .map(Vectors::dense);
    return Moments.of(vectors);
  }

  private static double[] imputed(SparkSession spark, String strategy, int partitions) {
    StructType schema = new StructType();
    String[] names = new String[WIDTH];
    for (int slot = 0; slot < WIDTH; slot++) {
      names[slot] = "n" + slot;
      schema = schema.add(names[slot], DataTypes.DoubleType);
    }
    JavaRDD<Row> rows =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(shuffled(partitions), partitions)
            .map(row -> RowFactory.create(Arrays.stream(row).boxed().toArray()));
    ImputerModel model =
        new StableImputer()
            .setInputCols(names)
            .setOutputCols(Arrays.stream(names).map("i"::concat).toArray(String[]::new))
            .setStrategy(strategy)
            .fit(spark.createDataFrame(rows, schema));
    Row row = model.surrogateDF().first();
    double[] values = new double[WIDTH];
    Arrays.setAll(values, row::getDouble);
    return values;
  }

  @Test
  void moments_anyOrderAndPartitions_areEqualToTheBit(SparkSession spark) {
    Moments expected = moments(spark, TABLE, 3);
    for (int partitions : PARTITIONS) {
      Moments found = moments(spark, shuffled(partitions), partitions);
      assertThat(found.means()).containsExactly(expected.means());
      assertThat(found.deviations()).containsExactly(expected.deviations());
    }
  }

  @Test
  void moments_awkwardValues_areTheExactOnes(SparkSession spark) {
    Moments found = moments(spark, TABLE, 3);
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
    Moments found = moments(spark, Collections.nCopies(1001, row), 3);
    assertThat(found.means()).containsExactly(row);
    assertThat(found.deviations()).startsWith(0, 0, 0).endsWith(0);
  }

  @Test
  void moments_noRows_isAnError(SparkSession spark) {
    assertThatThrownBy(() -> moments(spark, List.of(), 2))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageStartingWith("The table must hold training rows without missing or infinite");
  }

  @Test
  void imputer_anyOrderAndPartitions_givesTheSameMeansMediansAndModes(SparkSession spark) {
    for (String strategy : List.of("mean", "median", "mode")) {
      double[] expected = imputed(spark, strategy, 1);
      for (int partitions : new int[] {7, 64}) {
        assertThat(imputed(spark, strategy, partitions)).containsExactly(expected);
      }
    }
  }

  @Test
  void imputer_medians_areTheMiddleOfSortedValues(SparkSession spark) {
    double[] found = imputed(spark, "median", 7);
    for (int slot = 0; slot < WIDTH; slot++) {
      double[] values = slot(slot);
      Arrays.sort(values);
      double middle = 0.5 * values[(values.length - 1) / 2] + 0.5 * values[values.length / 2];
      assertThat(found[slot] / middle).isCloseTo(1, within(1e-14));
    }
  }
}
