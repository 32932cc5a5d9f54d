package org.sparkdropout.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sparkdropout.data.TestTables.COLUMNS;
import static org.sparkdropout.data.TestTables.good;
import static org.sparkdropout.data.TestTables.row;

import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sparkdropout.testing.SparkTest;

@SparkTest
class WrongDataTest {
  private static final String CODES =
      " the labels. If they are codes and no class numbers, set input.schema = \"%s STRING\" in a"
          + " job, or index the column with StringIndexer in a pipeline";
  private static final String REPAIR =
      ". Repair these rows, or set handleInvalid to skip or keep to leave them out";
  private static final ExampleColumns WEIGHTED = COLUMNS.withWeight("weight");
  private static final ExampleColumns SPLIT = COLUMNS.withValidationIndicator("held");

  private static SparkSession spark;

  @BeforeAll
  static void takeSpark(SparkSession session) {
    spark = session;
  }

  @Test
  void read_emptyTable_isRefused() {
    String message = "The table must hold rows. It holds none: name a table with rows";
    refuses(TestTables.of(spark), COLUMNS, message);
    refuses(TestTables.of(spark, good(0)).filter("label > 5"), COLUMNS, message);
  }

  @Test
  void read_badFeatures_namesColumnKindsAndCounts() {
    refuses(
        TestTables.of(
            spark,
            good(0),
            good(1),
            row(null, 0.0),
            row(Vectors.dense(1, Double.NaN), 0.0),
            row(Vectors.dense(Double.NaN, Double.NaN), 0.0),
            row(Vectors.dense(1, 1e39), 0.0),
            row(Vectors.dense(Double.NEGATIVE_INFINITY, Double.NaN), 0.0)),
        COLUMNS,
        "featuresCol must hold vectors of finite numbers. Column 'features' holds null in 1 of 7"
            + " rows, NaN in 3 of 7 rows, infinite values in 2 of 7 rows"
            + REPAIR);
  }

  @Test
  void read_badLabels_namesColumnKindsCountsAndSamples() {
    refuses(
        TestTables.of(
            spark,
            good(0),
            good(1),
            row(Vectors.dense(1, 2), null),
            good(Double.NaN),
            good(-1),
            good(-2.5),
            good(1.5),
            good(1.25),
            good(1e9),
            good(Double.POSITIVE_INFINITY)),
        COLUMNS,
        "labelCol must hold whole numbers in [0, 65536). Column 'label' holds null in 1 of 10"
            + " rows, NaN in 1 of 10 rows, negative values in 2 of 10 rows such as -2.5,"
            + " fractions in 2 of 10 rows such as 1.25,"
            + " values too large in 2 of 10 rows such as 1000000000"
            + REPAIR
            + ". If the labels are amounts to predict, use DropoutRegressor (train.task = regression in"
            + " a job). If they are codes of classes, index them with StringIndexer");
  }

  @Test
  void read_labelBeyondTheClassesOfItsMetadata_isRefused() {
    NominalAttribute label =
        NominalAttribute.defaultAttr().withName("label").withValues(new String[] {"a", "b"});
    Dataset<Row> table =
        TestTables.of(spark, good(0), good(1), good(2))
            .withColumn("label", functions.col("label").as("label", label.toMetadata()));

    refuses(
        table,
        COLUMNS,
        "labelCol must hold whole numbers in [0, 2). Column 'label' holds values too large in 1"
            + " of 3 rows such as 2"
            + REPAIR);
  }

  @Test
  void read_badWeights_namesColumnKindsCountsAndSamples() {
    refuses(
        TestTables.of(
            spark,
            good(0),
            good(1),
            weighted(null),
            weighted(Double.NaN),
            weighted(-0.5),
            weighted(1e300),
            weighted(Double.POSITIVE_INFINITY)),
        WEIGHTED,
        "weightCol must hold finite numbers >= 0. Column 'weight' holds null in 1 of 7 rows, NaN"
            + " in 1 of 7 rows, negative values in 1 of 7 rows such as -0.5,"
            + " infinite values in 2 of 7 rows such as 1.0E300"
            + REPAIR);
  }

  @Test
  void read_nullValidationIndicator_isRefused() {
    refuses(
        TestTables.of(spark, good(0), good(1), row(Vectors.dense(1, 2), 0.0, 1.0, null)),
        SPLIT,
        "validationIndicatorCol must hold true or false. Column 'held' holds null in 1 of 3 rows"
            + REPAIR);
  }

  @Test
  void read_defectsInTwoColumns_namesBoth() {
    refuses(
        TestTables.of(spark, good(0), good(1), row(null, null)),
        COLUMNS,
        "featuresCol must hold vectors of finite numbers. Column 'features' holds null in 1 of 3"
            + " rows. labelCol must hold whole numbers in [0, 65536). Column 'label' holds null in"
            + " 1 of 3 rows"
            + REPAIR);
  }

  @Test
  void read_allRowsUnusable_isRefusedEvenIfSkipped() {
    refuses(
        TestTables.of(spark, row(null, 0.0), row(null, 1.0)),
        new ExampleReader(COLUMNS, HandleInvalid.SKIP, ValidationSplit.none()),
        "At least one row must be usable. All 2 rows have defects. featuresCol must hold vectors"
            + " of finite numbers. Column 'features' holds null in 2 of 2 rows. Repair them");
  }

  @Test
  void read_vectorsOfDifferingWidth_isRefusedEvenIfSkipped() {
    refuses(
        TestTables.of(spark, good(0), row(Vectors.dense(1, 2, 3), 1.0), good(1)),
        new ExampleReader(COLUMNS, HandleInvalid.SKIP, ValidationSplit.none()),
        "All vectors must have one width. Column 'features' holds width 2 in 2 of 3 rows,"
            + " width 3 in 1 of 3 rows: assemble all rows in one way");
  }

  @Test
  void read_vectorsWithoutFeatures_isRefused() {
    double[] none = {};
    refuses(
        TestTables.of(spark, row(Vectors.dense(none), 0.0), row(Vectors.dense(none), 1.0)),
        COLUMNS,
        "Vectors must hold at least one feature. Column 'features' holds width 0 in 2 of 2 rows:"
            + " assemble some columns");
  }

  @Test
  void read_moreThanHalfOfTheClassesEmpty_isRefused() {
    refuses(
        TestTables.of(spark, good(0), good(1), good(65535)),
        COLUMNS,
        "At least half of the classes must have training rows. Column 'label' holds labels up to"
            + " 65535, so there would be 65536 classes, but only 3 have rows: 0, 1, 65535. Correct"
            + CODES.formatted("label"));
    refuses(
        TestTables.of(spark, good(1), good(4), good(4)).withColumnRenamed("label", "a b"),
        ExampleColumns.of("features", "a b"),
        "At least half of the classes must have training rows. Column 'a b' holds labels up to"
            + " 4, so there would be 5 classes, but only 2 have rows: 1, 4. Correct"
            + CODES.formatted("`a b`"));
  }

  @Test
  void read_validationRowsOfManyClasses_doNotCount() {
    Row held = row(Vectors.dense(1, 2), 65535.0, 1.0, true);
    assertThat(
            new ExampleReader(SPLIT, HandleInvalid.ERROR, ValidationSplit.none())
                .read(TestTables.of(spark, good(0), good(1), held))
                .profile()
                .classes())
        .isEqualTo(2);
  }

  @Test
  void read_allWeightsZero_isRefused() {
    Row heldOut = row(Vectors.dense(1, 2), 0.0, 0.0, true);
    refuses(
        TestTables.of(
            spark,
            row(Vectors.dense(1, 2), 0.0, 0.0, false),
            row(Vectors.dense(1, 2), 1.0, 1e-50, false)),
        WEIGHTED,
        "At least one training row must have a weight above 0. Column 'weight' holds 0 in 2 of"
            + " 2 rows: raise some weights");
    refuses(
        TestTables.of(spark, good(0), good(1), heldOut),
        WEIGHTED.withValidationIndicator("held"),
        "At least one validation row must have a weight above 0. Column 'weight' holds 0 in 1"
            + " of 1 rows: raise some weights");
  }

  @Test
  void read_indicatorWithOneSideOnly_isRefused() {
    Row heldOut = row(Vectors.dense(1, 2), 0.0, 1.0, true);
    refuses(
        TestTables.of(spark, heldOut, heldOut),
        SPLIT,
        "The validation split must leave rows to train on. All 2 usable rows are held out:"
            + " set column 'held' to false in some rows");
    refuses(
        TestTables.of(spark, good(0), good(1)),
        SPLIT,
        "The validation split must hold out rows. None of the 2 usable rows is held out:"
            + " set column 'held' to true in some rows");
  }

  @Test
  void read_fractionWithOneSideOnly_isRefused() {
    refuses(
        TestTables.of(spark, good(0), good(1)),
        new ExampleReader(COLUMNS, HandleInvalid.ERROR, new ValidationSplit(1 - 1e-12, 1)),
        "The validation split must leave rows to train on. All 2 usable rows are held out:"
            + " lower validationFraction");
    refuses(
        TestTables.of(spark, good(0), good(1)),
        new ExampleReader(COLUMNS, HandleInvalid.ERROR, new ValidationSplit(1e-12, 1)),
        "The validation split must hold out rows. None of the 2 usable rows is held out:"
            + " raise validationFraction or give more data");
  }

  @Test
  void read_missingColumn_isRefused() {
    refuses(
        TestTables.of(spark, good(0)),
        ExampleColumns.of("features", "lable"),
        "labelCol must name a column of the table. Provided value: lable."
            + " Columns of the table: features, label, weight, held");
  }

  @Test
  void read_mistypedColumns_isRefused() {
    Dataset<Row> table = TestTables.of(spark, good(0)).withColumn("text", functions.lit("a"));
    refuses(
        table,
        ExampleColumns.of("text", "label"),
        "featuresCol must name a vector column. Column 'text' is of type string:"
            + " assemble numeric columns with VectorAssembler");
    refuses(
        table,
        ExampleColumns.of("features", "text"),
        "labelCol must name a numeric column. Column 'text' is of type string:"
            + " index text with StringIndexer");
    refuses(
        table,
        COLUMNS.withWeight("held"),
        "weightCol must name a numeric column. Column 'held' is of type boolean: set"
            + " input.schema = \"held DOUBLE\" in a job, or cast it to double in a pipeline");
    refuses(
        table,
        COLUMNS.withValidationIndicator("weight"),
        "validationIndicatorCol must name a boolean column. Column 'weight' is of type double: set"
            + " input.schema = \"weight BOOLEAN\" in a job, or cast it to boolean in a pipeline");
  }

  @Test
  void constructor_indicatorAndFraction_isRefused() {
    ValidationSplit split = new ValidationSplit(0.1, 1);

    assertThatThrownBy(() -> new ExampleReader(SPLIT, HandleInvalid.ERROR, split))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "validationFraction must be 0 if there is a validationIndicatorCol."
                + " Provided value: held. Unset one of them");
  }

  @Test
  void invalidDataException_isAnIllegalArgument() {
    assertThat(new InvalidDataException("why")).isInstanceOf(IllegalArgumentException.class);
  }

  private static Row weighted(Double weight) {
    return row(Vectors.dense(1, 2), 0.0, weight, false);
  }

  private static void refuses(Dataset<Row> table, ExampleColumns columns, String message) {
    refuses(
        table, new ExampleReader(columns, HandleInvalid.ERROR, ValidationSplit.none()), message);
  }

  private static void refuses(Dataset<Row> table, ExampleReader reader, String message) {
    assertThatThrownBy(() -> reader.read(table))
        .isExactlyInstanceOf(InvalidDataException.class)
        .hasMessage(message);
  }
}
