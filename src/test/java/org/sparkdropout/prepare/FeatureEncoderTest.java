package org.sparkdropout.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparkdropout.data.InvalidDataException;
import org.sparkdropout.prepare.Preparation.Impute;
import org.sparkdropout.prepare.Preparation.Scaling;
import org.sparkdropout.testing.SparkTest;

@SparkTest
class FeatureEncoderTest {
  private static FeatureEncoderModel fit(Preparation asked, Dataset<Row> table) {
    return FeatureEncoder.fit(asked, table, functions.lit(true)).model();
  }

  private static Preparation categories(String invalid, String... columns) {
    return new Preparation(
        List.of(), List.of(), List.of(columns), Impute.NONE, Scaling.NONE, invalid);
  }

  private static Preparation numbers(Impute impute, Scaling scaling, String... columns) {
    return new Preparation(List.of(columns), List.of(), List.of(), impute, scaling, "error");
  }

  private static List<double[]> features(FeatureEncoderModel model, Dataset<Row> table) {
    return model.transform(table).select(model.outputColumn()).collectAsList().stream()
        .map(row -> row.<Vector>getAs(0).toArray())
        .toList();
  }

  private static double[] first(FeatureEncoderModel model, Dataset<Row> table) {
    return features(model, table).get(0);
  }

  private static String problem(FeatureEncoderModel model, Dataset<Row> table) {
    return table.select(model.problem(table)).first().getString(0);
  }

  /** Two categories of a type; the second is given in another type: it is found, all the same. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "2139, 1003 | '02139'",
        "2139, 1003 | '2139.0'",
        "2139, 1003 | 2139D",
        "2139, 1003 | 2139.00BD",
        "'02139', '01003' | 2139",
        "'02139', '01003' | 2139.0D",
        "10L, 11L | 10.0F",
        "0.1D, 0.5D | '0.10'",
        "0.1F, 0.5F | 0.1D",
        "10D, 11D | 10",
        "1.50BD, 2.25BD | 1.5D",
        "true, false | 'TRUE'",
        "true, false | 1",
        "'true', 'false' | true",
        "DATE'2024-02-29', DATE'2024-03-01' | '2024-02-29'",
        "DATE'2024-02-29', DATE'2024-03-01' | TIMESTAMP'2024-02-29 00:00:00'",
        "'2024-02-29', 'x' | DATE'2024-02-29'",
        "TIMESTAMP'2024-02-29 10:30:00', TIMESTAMP'2024-03-01 00:00:00' | '2024-02-29 10:30:00'"
      })
  void category_ofAnotherType_isTheSameValue(String trained, String given, SparkSession spark) {
    String[] both = trained.split(", ", -1);
    Dataset<Row> table = spark.sql("SELECT explode(array(%s)) AS zone".formatted(trained));
    FeatureEncoderModel model = fit(categories("error", "zone"), table);
    double[] expected = first(model, spark.sql("SELECT %s AS zone".formatted(both[0])));
    assertThat(Arrays.stream(expected).sum()).isEqualTo(1);
    assertThat(first(model, spark.sql("SELECT %s AS zone".formatted(given)))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2139, 'K1A', 'column ''zone'' holds ''K1A'', a category that training never saw'",
    "2139, 2139.5D, 'column ''zone'' holds ''2139.5'', a category that training never saw'",
    "'''02139''', 7, 'column ''zone'' holds ''7'', a category that training never saw'",
    "2139, CAST(NULL AS INT), 'column ''zone'' holds nothing'",
    "2139, '''''', 'column ''zone'' holds nothing'",
    "2D, DOUBLE('NaN'), 'column ''zone'' holds nothing'"
  })
  void category_unseen_makesTheRowUnfitUnlessKept(
      String trained, String given, String problem, SparkSession spark) {
    Dataset<Row> table = spark.sql("SELECT %s AS zone".formatted(trained));
    String value = given.equals("K1A") ? "'K1A'" : given;
    Dataset<Row> batch = spark.sql("SELECT %s AS zone".formatted(value));
    FeatureEncoderModel model = fit(categories("skip", "zone"), table);
    assertThat(first(model, batch)).containsExactly(Double.NaN);
    assertThat(problem(model, batch)).isEqualTo(problem);
    assertThat(problem(model, table)).isNull();
    model.setHandleInvalid("keep");
    assertThat(first(model, batch)).containsExactly(0);
    assertThat(problem(model, batch)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'1', '01' | 1 | both are the same value. Give it as string, as in training: cast it",
        "'true', 'TRUE' | true | both are the same value",
        "'2.0', '2' | 2.0D | both are the same value",
        "2139, 1 | array(2139) | was int in training, and must be categories of that type. It is array<int>",
        "DATE'2024-02-29', DATE'2024-03-01' | true | was date in training",
        "'a', 'b' | X'61' | was string in training",
        "'yes', 'no' | true | It is boolean here, which none of the categories of training can be, such as 'no'",
        "'yes', 'no' | 1 | It is int here, which none of the categories of training can be, such as 'no'",
        "'A2', 'B3' | DATE'2024-02-29' | It is date here, which none of the categories of training can be"
      })
  void category_ofATypeWithoutAWay_isRefusedNamingBothTypes(
      String trained, String given, String message, SparkSession spark) {
    Dataset<Row> table = spark.sql("SELECT explode(array(%s)) AS zone".formatted(trained));
    FeatureEncoderModel model = fit(categories("keep", "zone"), table);
    Dataset<Row> batch = spark.sql("SELECT %s AS zone".formatted(given));
    assertThatThrownBy(() -> model.transform(batch))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageStartingWith("Column 'zone' was ")
        .hasMessageContaining(message);
    assertThatThrownBy(() -> model.transformSchema(batch.schema()))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({"-0.0D, '0'", "0.0D, '-0.0'", "-0.0F, '0.00'"})
  void category_zeroOfEitherSign_isOneCategory(String trained, String text, SparkSession spark) {
    Dataset<Row> table = spark.sql("SELECT explode(array(%s, 0.0D, 1)) AS x".formatted(trained));
    FeatureEncoderModel model = fit(categories("error", "x"), table);
    assertThat(((CategoryColumn) model.columns().get(0)).categories())
        .containsExactly("0.0", "1.0");
    assertThat(first(model, table)).containsExactly(1, 0);
    assertThat(first(model, spark.sql("SELECT '%s' AS x".formatted(text)))).containsExactly(1, 0);
  }

  @Test
  void fit_noUsableRow_namesTheColumn(SparkSession spark) {
    Dataset<Row> table = spark.sql("SELECT array(1F, float('NaN')) AS emb, 1 AS x");
    Preparation asked =
        new Preparation(
            List.of("x"), List.of("emb"), List.of(), Impute.MEDIAN, Scaling.STANDARD, "keep");
    assertThatThrownBy(() -> fit(asked, table))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "Some training row must have usable values in all columns, or nothing can be scaled or"
                + " imputed. None has. Column 'emb' holds a missing entry in 1 of 1 rows. Repair"
                + " rows, or leave these columns out: name the others in input.features");
  }

  @Test
  void number_ofAnotherType_isTheSameNumber(SparkSession spark) {
    FeatureEncoderModel model =
        fit(numbers(Impute.NONE, Scaling.NONE, "x"), spark.sql("SELECT 1 AS x"));
    for (String given : List.of("2L", "2.0F", "2BD", "'2'", "' 2.0'", "'2e0'")) {
      Dataset<Row> batch = spark.sql("SELECT %s AS x".formatted(given));
      assertThat(first(model, batch)).as(given).containsExactly(2);
    }
    assertThat(first(model, spark.sql("SELECT true AS x"))).containsExactly(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'abc' | column 'x' holds 'abc', text that is no number",
        "'1,5' | column 'x' holds '1,5', text that is no number",
        "'' | column 'x' holds no number",
        "CAST(NULL AS INT) | column 'x' holds no number",
        "DOUBLE('NaN') | column 'x' holds no number",
        "DOUBLE('-Infinity') | column 'x' holds an infinite number",
        "1e300 | column 'x' holds '1.0E300', a number beyond the range of float"
      })
  void number_unfit_isNamed(String given, String problem, SparkSession spark) {
    FeatureEncoderModel model =
        fit(numbers(Impute.NONE, Scaling.NONE, "x"), spark.sql("SELECT 1 AS x"));
    assertThat(problem(model, spark.sql("SELECT %s AS x".formatted(given)))).isEqualTo(problem);
  }

  @Test
  void number_textThatIsNone_isNeverImputed(SparkSession spark) {
    FeatureEncoderModel model =
        fit(numbers(Impute.MEAN, Scaling.NONE, "x"), spark.sql("SELECT 4 AS x"));
    Dataset<Row> batch = spark.sql("SELECT explode(array('7', '', 'abc')) AS x");
    assertThat(features(model, batch).stream().map(row -> row[0]))
        .containsExactly(7.0, 4.0, Double.NaN);
  }

  @Test
  void fit_numbersBeyondFloatUnscaled_areRefusedByTheirColumn(SparkSession spark) {
    Dataset<Row> table = spark.sql("SELECT * FROM VALUES (1D), (1e300D) AS t(x)");
    Preparation asked =
        new Preparation(List.of("x"), List.of(), List.of(), Impute.NONE, Scaling.NONE, "error");
    assertThatThrownBy(() -> fit(asked, table))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "Every row must have usable values. Column 'x' holds a number beyond the range of float"
                + " in 1 of 2 rows, such as '1.0E300'. Repair these rows, set prepare.scale = standard,"
                + " or set train.handleInvalid to skip or keep");
  }

  @Test
  void fit_noRowToTrainOn_isRefusedUntilThereAreSome(SparkSession spark) {
    Dataset<Row> table = spark.sql("SELECT * FROM VALUES (1D), (2D) AS t(x)");
    Preparation asked =
        new Preparation(List.of("x"), List.of(), List.of(), Impute.NONE, Scaling.STANDARD, "error");
    assertThatThrownBy(() -> FeatureEncoder.fit(asked, table, functions.lit(false)))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "Some row must be trained on. None has a label and is not held out for validation:"
                + " give rows with labels, or hold out fewer rows");
    assertThat(FeatureEncoder.fit(asked, table, functions.col("x").lt(2)).model().columns())
        .hasSize(1);
  }

  @Test
  void check_manyUnfitRows_countsThemByColumn(SparkSession spark) {
    Dataset<Row> table = spark.sql("SELECT 1 AS x, 'a' AS zone");
    Preparation asked =
        new Preparation(
            List.of("x"), List.of(), List.of("zone"), Impute.NONE, Scaling.NONE, "error");
    FeatureEncoderModel model = fit(asked, table);
    Dataset<Row> batch =
        spark.sql(
            "SELECT * FROM VALUES ('1', 'a'), ('?', 'c'), (NULL, 'b'), ('n/a', NULL) AS t(x, zone)");
    assertThatThrownBy(() -> model.check(batch, "score.handleInvalid"))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "Every row must have usable values. Column 'x' holds no number in 1 of 4 rows. Column 'x'"
                + " holds text that is no number in 2 of 4 rows, such as '?'. Column 'zone' holds"
                + " nothing in 1 of 4 rows. Column 'zone' holds a category that training never saw in"
                + " 2 of 4 rows, such as 'b'. Repair these rows, set prepare.impute = median, train on"
                + " rows with these categories, set input.options.nullValue to the text if it stands"
                + " for a missing value, or set score.handleInvalid to skip or keep");
    assertThat(model.check(table, "score.handleInvalid")).isEqualTo(1);
  }

  @Test
  void vectors_arraysAndSparseOnes_areInterchangeable(SparkSession spark) {
    Dataset<Row> table =
        spark.sql("SELECT explode(array(array(1F, 0F, 3F), array(2F, 0F, 5F))) AS emb");
    Preparation asked =
        new Preparation(
            List.of(), List.of("emb"), List.of(), Impute.NONE, Scaling.STANDARD, "skip");
    FeatureEncoderModel model = fit(asked, table);
    List<double[]> expected = features(model, table);
    assertThat(expected.get(0)[1]).isZero();
    Dataset<Row> doubles = table.select(table.col("emb").cast("array<double>").as("emb"));
    Dataset<Row> vectors =
        table.select(org.apache.spark.ml.functions.array_to_vector(table.col("emb")).as("emb"));
    assertThat(features(model, doubles)).usingRecursiveComparison().isEqualTo(expected);
    assertThat(features(model, vectors)).usingRecursiveComparison().isEqualTo(expected);
    assertThat(problem(model, spark.sql("SELECT array(1D) AS emb")))
        .isEqualTo("column 'emb' holds 1 numbers, not 3");
    assertThat(problem(model, spark.sql("SELECT array(1D, NULL, 2D) AS emb")))
        .isEqualTo("column 'emb[1]' holds a missing entry");
    assertThat(first(model, spark.sql("SELECT CAST(NULL AS ARRAY<INT>) AS emb")))
        .containsOnly(Double.NaN);
  }

  @Test
  void fit_vectorsOfSeveralWidths_takesTheUsualOneWhereverItLies(SparkSession spark) {
    Dataset<Row> table =
        spark.sql("SELECT explode(array(array(9D), array(1D, 2D), array(3D, 4D))) AS emb");
    Preparation asked =
        new Preparation(
            List.of(), List.of("emb"), List.of(), Impute.NONE, Scaling.STANDARD, "skip");
    assertThat(fit(asked, table).columns().get(0).width()).isEqualTo(2);
    Preparation strict =
        new Preparation(
            List.of(), List.of("emb"), List.of(), Impute.NONE, Scaling.STANDARD, "error");
    assertThatThrownBy(() -> fit(strict, table))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining(
            "Column 'emb' holds a vector of another length than in training in 1 of 3 rows");
  }

  /** Numbers of all kinds with missing ones, vectors and categories. */
  private static Dataset<Row> mixed(SparkSession spark, int partitions) {
    return spark
        .range(0, 500, 1, partitions)
        .selectExpr(
            "IF(id % 5 = 0, NULL, pow(10, id * 7919 % 2003 / 2003 * 9 - 3)) AS a",
            "CAST(IF(id % 7 = 0, NULL, id % 13) AS INT) AS b",
            "id % 2 = 0 AS c",
            "array(sin(id), id * 1e-3) AS v",
            "IF(id % 11 = 0, NULL, concat('z', id % 6)) AS d",
            "id % 3 AS e");
  }

  private static Preparation mixed(Impute impute, Scaling scaling) {
    return new Preparation(
        List.of("a", "b", "c"), List.of("v"), List.of("d", "e"), impute, scaling, "error");
  }

  @ParameterizedTest
  @CsvSource({
    "MEDIAN, STANDARD",
    "MEAN, STANDARD",
    "MODE, STANDARD",
    "MEDIAN, NONE",
    "MEAN, QUANTILE"
  })
  void fit_otherOrderAndPartitions_isEqualToTheBit(
      Impute impute, Scaling scaling, SparkSession spark) {
    FeatureEncoderModel model = fit(mixed(impute, scaling), mixed(spark, 1));
    for (int partitions : new int[] {2, 7}) {
      Dataset<Row> shuffled =
          mixed(spark, partitions).sort(functions.rand(partitions)).repartition(partitions);
      assertThat(fit(mixed(impute, scaling), shuffled).columns()).isEqualTo(model.columns());
    }
  }

  @ParameterizedTest
  @CsvSource({"MEAN, STANDARD", "MODE, STANDARD", "MEAN, NONE", "MODE, NONE"})
  void fit_mixedTable_givesWhatSparksOwnStagesGive(
      Impute impute, Scaling scaling, SparkSession spark) {
    Preparation asked = mixed(impute, scaling);
    assertSame(
        sparks(asked, mixed(spark, 2)), features(fit(asked, mixed(spark, 2)), mixed(spark, 2)));
  }

  /** Spark's Imputer takes an approximate median: here its function fills in the exact one. */
  @ParameterizedTest
  @CsvSource({"NONE", "STANDARD"})
  void fit_medians_areThoseOfSparksFunction(Scaling scaling, SparkSession spark) {
    Dataset<Row> table = mixed(spark, 2);
    Row medians = table.selectExpr("median(a)", "median(b)").first();
    Dataset<Row> filled =
        table
            .na()
            .fill(medians.getDouble(0), new String[] {"a"})
            .selectExpr(
                "a", "coalesce(b, %s) AS b".formatted(medians.getDouble(1)), "c", "v", "d", "e");
    FeatureEncoderModel model = fit(mixed(Impute.MEDIAN, scaling), table);
    assertThat(((NumberColumn) model.columns().get(0)).surrogate()).hasValue(medians.getDouble(0));
    assertSame(sparks(mixed(Impute.MEAN, scaling), filled), features(model, table));
  }

  private static List<double[]> sparks(Preparation asked, Dataset<Row> table) {
    Column vector = org.apache.spark.ml.functions.array_to_vector(functions.col("v"));
    Dataset<Row> vectors = table.withColumn("v", vector);
    PipelineStage[] stages =
        SeparateStages.of(asked, Map.of("v", 2), "features").toArray(PipelineStage[]::new);
    Dataset<Row> encoded = new Pipeline().setStages(stages).fit(vectors).transform(vectors);
    return encoded.select("features").collectAsList().stream()
        .map(row -> row.<Vector>getAs(0).toArray())
        .toList();
  }

  private static void assertSame(List<double[]> expected, List<double[]> found) {
    assertThat(found).hasSize(500);
    for (int row = 0; row < expected.size(); row++) {
      assertThat(found.get(row)).containsExactly(expected.get(row), within(1e-12));
    }
  }

  @Test
  void names_ofColumns_areFoundExactlyOrByCase(SparkSession spark) {
    FeatureEncoderModel model =
        fit(numbers(Impute.NONE, Scaling.NONE, "a.b", "C"), spark.sql("SELECT 1 AS `a.b`, 2 AS C"));
    assertThat(first(model, spark.sql("SELECT 8 AS c, 7 AS `A.B`"))).containsExactly(7, 8);
    assertThat(first(model, spark.sql("SELECT 8 AS c, 9 AS C, 7 AS `a.b`"))).containsExactly(7, 9);
    assertThatThrownBy(() -> model.transform(spark.sql("SELECT 1 AS c")))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "The table must have the column 'a.b'. Its columns: c. Add it, or give the column that holds it this name");
    Dataset<Row> twice = spark.sql("SELECT 1 AS `A.b`, 2 AS `A.B`, 3 AS C");
    assertThatThrownBy(() -> model.transform(twice))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("It has A.b, A.B: rename or drop the others");
  }

  @Test
  void transform_addsOneColumnWithNamesOfFeatures(SparkSession spark) {
    Preparation asked =
        new Preparation(
            List.of("a"), List.of("v"), List.of("d"), Impute.MEAN, Scaling.STANDARD, "keep");
    Dataset<Row> table = mixed(spark, 2);
    Dataset<Row> encoded = fit(asked, table).transform(table);
    assertThat(encoded.columns()).containsExactly("a", "b", "c", "v", "d", "e", "features");
    assertThat(
            Stream.of(
                    AttributeGroup.fromStructField(encoded.schema().apply("features"))
                        .attributes()
                        .get())
                .map(attribute -> attribute.name().get()))
        .startsWith("a", "v[0]", "v[1]", "d=(missing)", "d=z0");
    assertThatThrownBy(() -> fit(asked, table).transform(encoded))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageStartingWith("The table must not have the column 'features' yet");
  }

  @Test
  void model_savedAndLoaded_isTheSame(SparkSession spark, @TempDir Path folder) throws Exception {
    for (Scaling scaling : Scaling.values()) {
      Preparation asked =
          new Preparation(
              List.of("a", "c"), List.of("v"), List.of("d"), Impute.MEDIAN, scaling, "skip");
      Dataset<Row> table = mixed(spark, 2);
      FeatureEncoderModel model = fit(asked, table).setOutputColumn("f");
      String path = folder.resolve(scaling.name()).toUri().toString();
      model.write().save(path);
      FeatureEncoderModel loaded = FeatureEncoderModel.read().load(path);
      assertThat(loaded.columns()).isEqualTo(model.columns());
      assertThat(loaded.handleInvalid()).isEqualTo("skip");
      assertThat(loaded.fitsMissingCategories()).isTrue();
      assertThat(features(loaded, table))
          .usingRecursiveComparison()
          .isEqualTo(features(model, table));
    }
  }

  @Test
  void fit_twelveHundredColumns_isOneProjection(SparkSession spark) {
    String[] names = IntStream.range(0, 1200).mapToObj("c%d"::formatted).toArray(String[]::new);
    List<Column> columns = new ArrayList<>();
    for (int place = 0; place < names.length; place++) {
      columns.add(
          functions
              .expr("IF(id = %d, NULL, id * %d)".formatted(place % 9, place))
              .as(names[place]));
    }
    Dataset<Row> table = spark.range(9).select(columns.toArray(Column[]::new));
    FeatureEncoderModel model = fit(numbers(Impute.MEDIAN, Scaling.STANDARD, names), table);
    assertThat(model.columns()).hasSize(1200);
    NumberColumn second = (NumberColumn) model.columns().get(2);
    assertThat(second.surrogate()).hasValue(9);
    Dataset<Row> encoded = model.transform(table);
    assertThat(encoded.queryExecution().analyzed().treeString().lines().count())
        .isLessThanOrEqualTo(table.queryExecution().analyzed().treeString().lines().count() + 1);
    assertThat(first(model, table)).hasSize(1200).doesNotContain(Double.NaN);
  }

  @Test
  void missingCategory_imputedThoughNoTrainingRowMissedIt_isFitAndWeighsNothing(
      SparkSession spark) {
    Preparation asked =
        new Preparation(List.of(), List.of(), List.of("d"), Impute.MODE, Scaling.NONE, "error");
    FeatureEncoderModel model = fit(asked, spark.sql("SELECT 'x' AS d"));
    Dataset<Row> batch = spark.sql("SELECT CAST(NULL AS STRING) AS d");
    assertThat(first(model, batch)).containsExactly(0);
    assertThat(model.check(batch, "train.handleInvalid")).isEqualTo(1);
  }
}
