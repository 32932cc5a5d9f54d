package org.sparkdropout.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sparkdropout.data.TestTables.COLUMNS;
import static org.sparkdropout.data.TestTables.good;
import static org.sparkdropout.data.TestTables.row;

import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.Metadata;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sparkdropout.testing.SparkTest;

@SparkTest
class DataWarningsTest {
  private static final ExampleColumns HELD = COLUMNS.withValidationIndicator("held");

  private static SparkSession spark;

  @BeforeAll
  static void takeSpark(SparkSession session) {
    spark = session;
  }

  private static Examples read(Dataset<Row> table) {
    return new ExampleReader(HELD, HandleInvalid.ERROR, ValidationSplit.none()).read(table);
  }

  /** Held out, since the indicator must hold out some row. */
  private static Row held(double label) {
    return row(Vectors.dense(1, 2), label, 1.0, true);
  }

  private static Dataset<Row> named(Dataset<Row> table, List<String> classes, String... unseen) {
    Metadata metadata = LabelColumn.metadata("y", classes, List.of(unseen));
    return table.withColumn("label", functions.col("label").as("label", metadata));
  }

  @Test
  void read_ordinaryTable_warnsOfNothing() {
    assertThat(read(TestTables.of(spark, good(0), good(1), held(1))).warnings()).isEmpty();
  }

  @Test
  void read_oneClass_isTrainedOnWithAWarning() {
    for (double label : new double[] {0, 1, 3}) {
      Examples examples = read(TestTables.of(spark, good(label), good(label), held(label)));
      assertThat(examples.profile().classes()).isEqualTo(Math.max(2, (int) label + 1));
      assertThat(examples.constantAnswer()).isEmpty();
      assertThat(examples.warnings())
          .containsExactly(
              "All 2 training rows are of one class: column 'label' holds %.0f. The model will always answer with it. Give rows of other classes"
                  .formatted(label));
    }
    assertThat(read(named(TestTables.of(spark, good(0), held(0)), List.of("no"))).warnings())
        .first()
        .asString()
        .startsWith("All 1 training rows are of one class: column 'y' holds 'no'.");
  }

  @Test
  void read_emptyClasses_areNamed() {
    assertThat(read(TestTables.of(spark, good(0), good(2), good(3), held(0))).warnings())
        .containsExactly(
            "1 of 4 classes of column 'label' have no training rows, and the model cannot learn"
                + " them: 1. Give rows of these classes, or correct the labels");
    Dataset<Row> few = TestTables.of(spark, good(0), good(2), held(0));
    List<String> texts = List.of("a", "b", "c", "d", "e", "f", "g", "h");
    assertThat(read(named(few, texts)).warnings())
        .containsExactly(
            "6 of 8 classes of column 'y' have no training rows, and the model cannot learn them:"
                + " 'b', 'd', 'e', 'f', 'g', .... Give rows of these classes, or correct the"
                + " labels");
  }

  @Test
  void read_validationRowsOfUnseenClasses_areValidationRowsOfCountedClasses() {
    Examples examples = read(TestTables.of(spark, good(0), good(1), held(0), held(2), held(7e9)));
    assertThat(examples.profile().validationRows()).isEqualTo(3);
    assertThat(examples.profile().classes()).isEqualTo(2);
    assertThat(examples.validation().map(example -> (int) example.target()[0]).collect())
        .containsExactly(0, 2, 65536);
    assertThat(examples.warnings())
        .containsExactly(
            "Validation rows hold classes of column 'label' that no training row has: 2 in 1 row,"
                + " other labels in 1 row. The model cannot know them, so these rows count as"
                + " errors. Give training rows of these classes");
    Dataset<Row> texts = TestTables.of(spark, good(0), good(1), held(0), held(2), held(2));
    assertThat(read(named(texts, List.of("no", "yes"), "rare")).warnings())
        .containsExactly(
            "Validation rows hold classes of column 'y' that no training row has: 'rare' in 2"
                + " rows. The model cannot know them, so these rows count as errors. Give training"
                + " rows of these classes");
  }

  @Test
  void read_featuresFarFromOne_areNamed() {
    Dataset<Row> raw =
        spark
            .range(200)
            .selectExpr(
                "double(id % 2) AS label",
                "id % 7 = 0 AS held",
                "id * 25d AS mass",
                "id / 200 AS near",
                "id / 2e6 AS tiny",
                "if(id % 20 = 1, 1000d, 0d) AS rare",
                "0d AS zero");
    Dataset<Row> table =
        new VectorAssembler()
            .setInputCols(new String[] {"mass", "near", "tiny", "rare", "zero"})
            .setOutputCol("features")
            .transform(raw);
    assertThat(read(table).warnings())
        .containsExactly(
            "The values of 3 of 5 features are far from 1, and networks learn badly from such"
                + " values: 'tiny' (up to 1.0e-04), 'mass' (up to 4975), 'rare' (up to 1000). Scale"
                + " them: set prepare.scale = standard in a job, or put a StandardScaler before the"
                + " network in a pipeline");
  }

  @Test
  void warning_featuresWithoutNames_areNumbered() {
    Row large = row(Vectors.dense(255, 0.5), 0.0);
    Row small = row(Vectors.dense(0, 0.5), 1.0);
    assertThat(read(TestTables.of(spark, large, small, held(0))).warnings())
        .hasSize(1)
        .first()
        .asString()
        .contains("1 of 2 features", "feature 0 of column 'features' (up to 255).");
  }

  @Test
  void read_standardisedFeaturesWithAnOutlier_warnOfNothing() {
    Row[] rows =
        Stream.concat(
                Stream.of(row(Vectors.dense(31, -2), 0.0), held(0)),
                Stream.generate(() -> row(Vectors.dense(-0.03, 2), 1.0)).limit(999))
            .toArray(Row[]::new);
    assertThat(read(TestTables.of(spark, rows)).warnings()).isEmpty();
  }
}
