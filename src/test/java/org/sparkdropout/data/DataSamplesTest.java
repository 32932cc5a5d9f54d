package org.sparkdropout.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sparkdropout.data.TestTables.COLUMNS;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sparkdropout.testing.SparkTest;

@SparkTest
class DataSamplesTest {
  private static SparkSession spark;

  @BeforeAll
  static void takeSpark(SparkSession session) {
    spark = session;
  }

  @Test
  void mnist_trainAndTest_areDigitsOf784GreyLevels() {
    Examples train = read("data-samples/mnist/train.parquet");
    DataProfile test = read("data-samples/mnist/test.parquet").profile();

    assertThat(train.profile().trainingRowsPerClass())
        .containsExactly(479L, 563L, 488L, 493L, 535L, 434L, 501L, 550L, 462L, 495L);
    assertThat(test.trainingRows()).isEqualTo(2000);
    assertThat(test.width()).isEqualTo(784);
    Example first = train.training().first();
    assertThat(first.target()).containsExactly(5);
    assertThat(first.features()[5 * 28 + 12]).isEqualTo(3 / 255f);
    assertThat(first.features()[0]).isZero();
  }

  @Test
  void penguins_csv_hasThreeSpeciesAndMissingValues() {
    Dataset<Row> penguins =
        spark
            .read()
            .option("header", "true")
            .option("inferSchema", "true")
            .option("nullValue", "NA")
            .csv("data-samples/penguins.csv");

    assertThat(penguins.count()).isEqualTo(344);
    assertThat(penguins.na().drop().count()).isEqualTo(333);
    assertThat(penguins.select("species").distinct().count()).isEqualTo(3);
  }

  private static Examples read(String path) {
    return new ExampleReader(COLUMNS, HandleInvalid.ERROR, ValidationSplit.none())
        .read(spark.read().parquet(path));
  }
}
