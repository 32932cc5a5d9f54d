package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreparedDataTest {
  private static final double UNIT = 1 / Math.sqrt(2);

  private static List<Vector> features(String rows, String... more) {
    Dataset<Row> raw = JobRun.spark().sql(rows);
    List<String> settings = new ArrayList<>();
    settings.add("train.handleInvalid=skip");
    settings.add("prepare.scale=standard");
    settings.addAll(List.of(more));
    PreparedData data = PreparedData.fit(Settings.read(Optional.empty(), settings), raw);
    String column = data.estimator().getFeaturesCol();
    return data.apply(raw).select(column).collectAsList().stream()
        .map(row -> row.<Vector>getAs(0))
        .toList();
  }

  @Test
  void fit_validationRows_areNotSeen() {
    assertThat(
            features(
                "SELECT * FROM VALUES (0, 0D, false), (1, 2D, false), (1, 99D, true),"
                    + " (1, 99D, NULL) AS t(label, n, held)",
                "train.validationIndicatorCol=held"))
        .startsWith(Vectors.dense(-UNIT), Vectors.dense(UNIT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0, 1, NULL", "0D, 1D, DOUBLE('NaN')", "'a', 'b', NULL"})
  void fit_rowsWithoutALabel_areNotSeen(String labels) {
    String[] label = labels.split(", ");
    assertThat(
            features(
                "SELECT * FROM VALUES (%s, 0D), (%s, 2D), (%s, 99D) AS t(label, n)"
                    .formatted((Object[]) label)))
        .startsWith(Vectors.dense(-UNIT), Vectors.dense(UNIT));
  }

  @Test
  void fit_labelInValidationRowsOnly_isNoClass() {
    Dataset<Row> raw =
        JobRun.spark()
            .sql(
                "SELECT * FROM VALUES ('b', 0D, false), ('a', 2D, false), ('c', 1D, true)"
                    + " AS t(label, n, held)");
    PreparedData data =
        PreparedData.fit(
            Settings.read(Optional.empty(), List.of("train.validationIndicatorCol=held")), raw);
    assertThat(data.labels()).contains(List.of("a", "b"));
    assertThat(data.apply(raw).select("prepared_label").as(Encoders.DOUBLE()).collectAsList())
        .containsExactly(1.0, 0.0, 2.0);
  }

  @Test
  void fit_infinitiesWhereMissingNumbersAreImputed_areNotSeen() {
    assertThat(
            features(
                "SELECT * FROM VALUES (0, 0D, 0D), (1, 2D, 2D), (1, DOUBLE('Infinity'), 9D)"
                    + " AS t(label, n, m)",
                "prepare.impute=mean"))
        .startsWith(Vectors.dense(-UNIT, -UNIT), Vectors.dense(UNIT, UNIT));
  }

  @Test
  void fit_vectorsWithMissingOrInfiniteValues_areNotSeen() {
    JobRun.spark()
        .udf()
        .register(
            "pair",
            (Double one, Double other) -> Vectors.dense(one, other),
            org.apache.spark.ml.linalg.SQLDataTypes.VectorType());
    assertThat(
            features(
                "SELECT label, pair(a, b) AS v FROM VALUES (0, 0D, 0D), (1, 2D, 2D),"
                    + " (1, DOUBLE('NaN'), 9D), (1, DOUBLE('-Infinity'), 9D) AS t(label, a, b)"))
        .startsWith(Vectors.dense(-UNIT, -UNIT), Vectors.dense(UNIT, UNIT));
  }
}
