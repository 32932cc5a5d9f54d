package org.sparkdropout.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.apache.spark.sql.functions.not;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.sparkdropout.prepare.FeatureEncoder;
import org.sparkdropout.prepare.LabelIndex;
import org.sparkdropout.prepare.MissingLabels;
import org.sparkdropout.prepare.Preparation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Turns a CSV file of numbers and a column of labels into tables of the image sample's form: {@code
 * features}, standardised over the training rows, and {@code label}, the number of the class.
 */
@Command(
    name = "import-csv",
    mixinStandardHelpOptions = true,
    description = "Turns a CSV file of numbers and labels into Parquet tables, train and test.")
final class CsvImport implements Callable<Integer> {
  private static final String TEST = "is a test row";

  @Parameters(index = "0", description = "the file, plain or gzip; its first line names columns")
  private String file;

  @Parameters(index = "1", description = "folder of the tables, which must not exist")
  private String folder;

  @Option(names = "--label", required = true, description = "the column of labels")
  private String label;

  @Option(names = "--test-rows", required = true, description = "how many of the last rows to test")
  private long testRows;

  @Override
  public Integer call() {
    try (SparkSession spark = SparkSession.builder().appName("import-csv").getOrCreate()) {
      write(spark.read().option("header", true).option("inferSchema", true).csv(file));
    }
    return 0;
  }

  /**
   * Writes both tables.
   *
   * @throws IllegalArgumentException if no row is left to train on, or none to test
   */
  void write(Dataset<Row> rows) {
    long count = rows.count();
    if (testRows < 1 || testRows >= count) {
      throw new IllegalArgumentException(
          "--test-rows must be at least 1 and below the number of rows, %,d. Provided value: %,d"
              .formatted(count, testRows));
    }
    Column place = monotonically_increasing_id(); // In a single partition the places are 0, 1, 2...
    Dataset<Row> parts = rows.coalesce(1).withColumn(TEST, place.geq(count - testRows));
    Dataset<Row> features =
        FeatureEncoder.fit(standardised(rows), parts, not(col(TEST))).model().transform(parts);
    Dataset<Row> prepared =
        LabelIndex.fit(features, label, col(TEST), MissingLabels.REFUSED).apply(features, "label");
    write(prepared.filter(not(col(TEST))), "train");
    write(prepared.filter(col(TEST)), "test");
  }

  private Preparation standardised(Dataset<Row> rows) {
    List<String> numbers =
        Arrays.stream(rows.columns()).filter(name -> !name.equals(label)).toList();
    return new Preparation(
        numbers,
        List.of(),
        List.of(),
        Preparation.Impute.NONE,
        Preparation.Scaling.STANDARD,
        "error");
  }

  private void write(Dataset<Row> rows, String name) {
    rows.select("features", "label").write().parquet(folder + "/" + name);
  }
}
