package org.sparkdropout.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparkdropout.testing.SparkTest;
import picocli.CommandLine;

@SparkTest
class CsvImportTest {
  @TempDir private Path folder;

  private String write(SparkSession spark, int testRows) {
    List<String> lines =
        IntStream.range(0, 6).mapToObj(i -> "bca".charAt(i % 3) + "," + i).toList();
    Dataset<Row> rows =
        spark
            .read()
            .option("inferSchema", true)
            .csv(spark.createDataset(lines, Encoders.STRING()))
            .toDF("kind", "x.y");
    String output = folder.resolve("tables").toString();
    CsvImport csv = new CsvImport();
    new CommandLine(csv).parseArgs("FILE", output, "--label=kind", "--test-rows=" + testRows);
    csv.write(rows);
    return output;
  }

  /** Training rows are 0, 1 and 2: their mean is 1, and their deviation is 1. */
  @Test
  void lastRows_areTestRowsOnTheScaleOfTheOthers(SparkSession spark) {
    String output = write(spark, 3);
    List<Row> rows = spark.read().parquet(output + "/test").collectAsList();
    assertThat(rows).extracting(row -> row.getDouble(1)).containsExactly(1.0, 2.0, 0.0);
    assertThat(rows)
        .extracting(row -> ((Vector) row.get(0)).apply(0))
        .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-6 ? 0 : Double.compare(a, b))
        .containsExactly(2.0, 3.0, 4.0);
    assertThat(spark.read().parquet(output + "/train").count()).isEqualTo(3);
  }

  @Test
  void noTrainingRows_areRefused(SparkSession spark) {
    assertThatThrownBy(() -> write(spark, 6))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "--test-rows must be at least 1 and below the number of rows, 6. Provided value: 6");
  }
}
