package org.sparkdropout.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.sparkdropout.data.TestTables.COLUMNS;
import static org.sparkdropout.data.TestTables.good;
import static org.sparkdropout.data.TestTables.row;

import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkdropout.testing.SparkTest;

@SparkTest
class ExampleReaderTest {
  private static SparkSession spark;

  @BeforeAll
  static void takeSpark(SparkSession session) {
    spark = session;
  }

  @Test
  void read_denseAndSparseVectors_givesFloatsLabelsAndWeights() {
    Dataset<Row> table =
        TestTables.of(
            spark,
            row(Vectors.dense(0.1, 0, 3), 2.0, 0.5, null),
            row(Vectors.sparse(3, new int[] {1}, new double[] {7}), 0.0, 2.0, null));

    Examples examples = read(table, COLUMNS.withWeight("weight"), HandleInvalid.ERROR);

    assertThat(examples.training().collect())
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(
            new Example(new float[] {0.1f, 0, 3}, 2, 0.5f),
            new Example(new float[] {0, 7, 0}, 0, 2f));
    assertThat(examples.validation().collect()).isEmpty();
    assertThat(examples.dealValidation(new Dealing(1, 2))).isEmpty();
  }

  @Test
  void read_goodTable_profilesIt() {
    Examples examples =
        read(TestTables.of(spark, good(0), good(3), good(3)), COLUMNS, HandleInvalid.ERROR);

    DataProfile profile = examples.profile();
    assertThat(profile.rows()).isEqualTo(3);
    assertThat(profile.trainingRows()).isEqualTo(3);
    assertThat(profile.validationRows()).isZero();
    assertThat(profile.unusableRows()).isZero();
    assertThat(profile.width()).isEqualTo(2);
    assertThat(profile.classes()).isEqualTo(4);
    assertThat(profile.trainingRowsPerClass()).containsExactly(1L, 0L, 0L, 2L);
    assertThat(profile.defects()).isEmpty();
  }

  @Test
  void read_withoutWeightColumn_ignoresItsValues() {
    Dataset<Row> table =
        TestTables.of(spark, row(Vectors.dense(1), 0.0, -5.0, null), row(Vectors.dense(2), 1.0));

    assertThat(read(table, COLUMNS, HandleInvalid.ERROR).training().map(Example::weight).collect())
        .containsExactly(1f, 1f);
  }

  @ParameterizedTest
  @ValueSource(strings = {"byte", "short", "int", "long", "float", "double", "decimal(9,2)"})
  void read_numericLabelOfAnyType_isRead(String type) {
    Dataset<Row> table = TestTables.of(spark, good(0), good(1));
    Dataset<Row> cast = table.withColumn("label", functions.col("label").cast(type));

    assertThat(
            read(cast, COLUMNS, HandleInvalid.ERROR)
                .training()
                .map(example -> (int) example.target()[0])
                .collect())
        .containsExactly(0, 1);
  }

  @ParameterizedTest
  @EnumSource(names = {"SKIP", "KEEP"})
  void read_unusableRowsSkippedOrKept_leavesThemOutAndCountsThem(HandleInvalid policy) {
    Dataset<Row> table =
        TestTables.of(
            spark,
            good(0),
            row(Vectors.dense(Double.NaN, Double.POSITIVE_INFINITY), 1.0),
            row(null, null),
            row(Vectors.dense(1, 2), 0.5),
            row(Vectors.dense(1, 2), 1.0, -1.0, false),
            good(1));

    Examples examples = read(table, COLUMNS.withWeight("weight"), policy);

    assertThat(examples.training().map(example -> (int) example.target()[0]).collect())
        .containsExactly(0, 1);
    assertThat(examples.profile().rows()).isEqualTo(6);
    assertThat(examples.profile().trainingRows()).isEqualTo(2);
    assertThat(examples.profile().unusableRows()).isEqualTo(4);
    assertThat(examples.profile().defects())
        .containsExactly(
            entry(Defect.NULL_FEATURES, 1L),
            entry(Defect.NAN_FEATURES, 1L),
            entry(Defect.INFINITE_FEATURES, 1L),
            entry(Defect.NULL_LABEL, 1L),
            entry(Defect.FRACTIONAL_LABEL, 1L),
            entry(Defect.NEGATIVE_WEIGHT, 1L));
  }

  @Test
  void read_labelMetadata_givesTheNumberOfClasses() {
    Dataset<Row> table = TestTables.of(spark, good(0), good(1));
    NominalAttribute label =
        NominalAttribute.defaultAttr().withName("label").withValues(new String[] {"a", "b", "c"});
    Dataset<Row> named =
        table.withColumn("label", functions.col("label").as("label", label.toMetadata()));

    DataProfile profile = read(named, COLUMNS, HandleInvalid.ERROR).profile();

    assertThat(profile.classes()).isEqualTo(3);
    assertThat(profile.trainingRowsPerClass()).containsExactly(1L, 1L, 0L);
  }

  @Test
  void read_validationIndicator_separatesTheRows() {
    Dataset<Row> table =
        TestTables.of(spark, good(0), good(1), row(Vectors.dense(1, 2), 4.0, 1.0, true));

    Examples examples = read(table, COLUMNS.withValidationIndicator("held"), HandleInvalid.ERROR);

    assertThat(examples.training().map(example -> (int) example.target()[0]).collect())
        .containsExactly(0, 1);
    assertThat(examples.validation().map(example -> (int) example.target()[0]).collect())
        .containsExactly(4);
    assertThat(examples.profile().validationRows()).isEqualTo(1);
    assertThat(examples.profile().classes()).isEqualTo(2);
    try (Shards shards = examples.dealValidation(new Dealing(1, 2)).orElseThrow()) {
      assertThat(shards.replicas()).isEqualTo(2);
      assertThat(shards.rows()).isEqualTo(1);
    }
  }

  @Test
  void read_validationFraction_splitsAsTheSplitSays() {
    ValidationSplit split = new ValidationSplit(0.3, 5);
    Dataset<Row> table =
        spark
            .range(200)
            .selectExpr("cast(id as double) value", "id % 3 label")
            .transform(ExampleReaderTest::assembled);

    Examples examples = new ExampleReader(COLUMNS, HandleInvalid.ERROR, split).read(table);

    List<Example> training = examples.training().collect();
    List<Example> validation = examples.validation().collect();
    assertThat(training)
        .noneMatch(split::holdsOut)
        .hasSize((int) examples.profile().trainingRows());
    assertThat(validation).allMatch(split::holdsOut);
    assertThat(validation).hasSize((int) examples.profile().validationRows());
    assertThat(training.size() + validation.size()).isEqualTo(200);
  }

  private static Dataset<Row> assembled(Dataset<Row> table) {
    return new VectorAssembler()
        .setInputCols(new String[] {"value"})
        .setOutputCol("features")
        .transform(table);
  }

  @Test
  void read_columnNamesWithDotsAndTicks_areTakenAsTheyAre() {
    Dataset<Row> table =
        TestTables.of(spark, good(0), good(1))
            .withColumnRenamed("features", "a.b")
            .withColumnRenamed("label", "c`d");

    assertThat(read(table, ExampleColumns.of("a.b", "c`d"), HandleInvalid.ERROR).profile().rows())
        .isEqualTo(2);
  }

  @Test
  void dealTraining_enoughRows_dealsThem() {
    Examples examples =
        read(TestTables.of(spark, good(0), good(1), good(1)), COLUMNS, HandleInvalid.ERROR);

    try (Shards shards = examples.dealTraining(new Dealing(1, 3))) {
      assertThat(shards.rows()).isEqualTo(3);
    }
  }

  @Test
  void dealTraining_fewerRowsThanReplicas_isRefused() {
    Examples examples = read(TestTables.of(spark, good(0), good(1)), COLUMNS, HandleInvalid.ERROR);

    assertThatThrownBy(() -> examples.dealTraining(new Dealing(1, 16)))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "Every replica must have a row to train on. Training rows: 2, replicas: 16. Set replicas ="
                + " 2 or lower, or give more rows");
  }

  @Test
  void dealTraining_tableChangedSinceItWasChecked_isRefused() {
    Dataset<Row> table = TestTables.of(spark, good(0), good(1), good(1));
    DataProfile checked = read(table, COLUMNS, HandleInvalid.ERROR).profile();
    RowReader reader =
        new RowReader(
            Target.of(TargetKind.CLASS, table.schema().apply("label")), ValidationSplit.none());
    Dataset<Row> changed = table.filter("label = 1").withColumn("weight", functions.lit(1.0));
    Examples examples =
        new Examples(
            changed.toJavaRDD().map(reader::read),
            checked,
            List.of(),
            new int[0],
            false,
            Optional.empty());

    assertThatThrownBy(() -> examples.dealTraining(new Dealing(1, 1)))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "A table must give the same rows each time it is read. First reading: 3 rows of"
                + " width 2, second: 2 of width 2."
                + " Write it to storage, or persist it, before training");
  }

  private static Examples read(Dataset<Row> table, ExampleColumns columns, HandleInvalid policy) {
    return new ExampleReader(columns, policy, ValidationSplit.none()).read(table);
  }
}
