package org.sparkdropout.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparkdropout.data.InvalidDataException;
import org.sparkdropout.prepare.Preparation.Impute;
import org.sparkdropout.prepare.Preparation.Scaling;

class PreparationTest {
  private static final Preparation ALL =
      new Preparation(
          List.of("a.b", "n"), List.of(), List.of("c"), Impute.MEAN, Scaling.NONE, "error");

  private static Dataset<Row> sql(String query) {
    return SparkSession.builder()
        .master("local[2]")
        .config("spark.ui.enabled", "false")
        .getOrCreate()
        .sql(query);
  }

  private static Dataset<Row> table() {
    return sql(
        "SELECT * FROM VALUES (1, 10, 'x'), (2, CAST(NULL AS INT), 'y'), (NULL, 20, NULL)"
            + " AS t(`a.b`, n, c)");
  }

  private static PipelineModel fit(Preparation preparation, Dataset<Row> table) {
    FeatureEncoderModel model = FeatureEncoder.fit(preparation, table, functions.lit(true)).model();
    return new PipelineModel("pipeline", List.of(model));
  }

  private static List<Vector> features(PipelineModel model, Dataset<Row> table) {
    return model.transform(table).select("features").collectAsList().stream()
        .map(row -> row.<Vector>getAs(0))
        .toList();
  }

  @Test
  void features_numbersAndCategories_imputedAndEncodedInOrder() {
    List<Vector> rows = features(fit(ALL, table()), table());
    assertThat(rows.stream().map(Vector::toArray))
        .containsExactly(
            new double[] {1, 10, 0, 1, 0},
            new double[] {2, 15, 0, 0, 1},
            new double[] {1.5, 20, 1, 0, 0});
  }

  @Test
  void features_standardised_haveMeanZeroAndDeviationOne() {
    Preparation scaled =
        new Preparation(List.of("n"), List.of(), List.of(), Impute.NONE, Scaling.STANDARD, "error");
    Dataset<Row> table = sql("SELECT * FROM VALUES (1), (3), (5) AS t(n)");
    assertThat(features(fit(scaled, table), table).stream().mapToDouble(row -> row.apply(0)))
        .containsExactly(-1.0, 0.0, 1.0);
  }

  @Test
  void model_savedAndLoaded_givesTheSame(@TempDir Path folder) throws IOException {
    PipelineModel model = fit(ALL, table());
    String path = folder.resolve("model").toString();
    model.save(path);
    assertThat(features(PipelineModel.load(path), table())).isEqualTo(features(model, table()));
  }

  @Test
  void model_columnMissing_errorNamesIt() {
    PipelineModel model = fit(ALL, table());
    Dataset<Row> narrow = sql("SELECT 1 AS n, 'x' AS c");
    assertThatThrownBy(() -> model.transform(narrow))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "The table must have the column 'a.b'. Its columns: n, c. Add it, or give the column that holds it this name");
  }

  @Test
  void names_columnsAlike_stayApart() {
    assertThat(PreparedNames.raw("body_mass_g")).isEqualTo("prepared_raw_body_mass_g");
    assertThat(PreparedNames.raw("a.b")).isEqualTo("prepared_raw_a$2e$b");
    assertThat(List.of("a_b", "a.b", "a b", "a$2e$b", "\uD83D\uDE00", "\uD83D\uDE01"))
        .extracting(PreparedNames::raw)
        .doesNotHaveDuplicates();
  }

  @Test
  void labelText_rowWithoutPrediction_hasNone() {
    Dataset<Row> predicted =
        sql("SELECT * FROM VALUES (1D), (DOUBLE('NaN')), (0D) AS t(prediction)");
    Dataset<Row> texts = LabelText.of("prediction", List.of("no", "y'e\"s")).transform(predicted);
    assertThat(texts.select("predictedLabel").collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactly("y'e\"s", null, "no");
  }

  @Test
  void labelText_columnThereAlready_isRefused() {
    Dataset<Row> table = sql("SELECT * FROM VALUES (1D, 'x') AS t(prediction, predictedLabel)");
    LabelText stage = LabelText.of("prediction", List.of("no", "yes"));
    assertThatThrownBy(() -> stage.transform(table))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The table must not have the column 'predictedLabel' yet. Rename it, or drop it");
  }

  @Test
  void rawColumns_numberOfAnotherType_isAnErrorUntilItIsCast() {
    RawColumns stage = new RawColumns();
    stage.set(stage.numbers(), new String[] {"body mass"});
    Dataset<Row> text = sql("SELECT '1' AS `body mass`");
    assertThatThrownBy(() -> stage.transform(text))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "Column 'body mass' must hold numbers, as in training. Its type: string. Give it as"
                + " numbers: cast it before, or in a job set input.schema = \"`body mass` DOUBLE\"");
    assertThat(
            stage.transform(text.selectExpr("cast(`body mass` AS double) AS `body mass`")).count())
        .isEqualTo(1);
    assertThatThrownBy(() -> stage.transform(sql("SELECT 1 AS mass")))
        .hasMessage(
            "The table must have the column 'body mass'. Its columns: mass. Add it, or give the"
                + " column that holds it this name");
  }
}
