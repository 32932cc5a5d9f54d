package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RawColumnDefaultsTest {
  private final StringWriter printed = new StringWriter();

  private static Dataset<Row> table(String columns, int rows) {
    return JobRun.spark()
        .sql("SELECT cast(id %% 2 AS int) AS label, %s FROM range(%d)".formatted(columns, rows));
  }

  private static Dataset<Row> vectors(String more) {
    List<Row> rows = new ArrayList<>();
    for (int row = 0; row < 200; row++) {
      rows.add(RowFactory.create(row % 2, Vectors.dense(row, 1), (double) row));
    }
    StructType schema =
        new StructType()
            .add("label", DataTypes.IntegerType)
            .add("features", SQLDataTypes.VectorType())
            .add(more, DataTypes.DoubleType);
    return JobRun.spark().createDataFrame(rows, schema);
  }

  private Settings applied(Dataset<Row> rows, String... assignments) {
    Settings given = Settings.read(Optional.empty(), List.of(assignments));
    return RawColumnDefaults.applied(
        given, rows, new JobConsole(new PrintWriter(printed), given.redaction()));
  }

  private static Map<String, String> defaults() {
    return new TreeMap<>(
        Map.of(
            "prepare.impute", "median",
            "prepare.scale", "standard",
            "train.hiddenDropout", "[0.2]",
            "train.maxIter", "100",
            "train.patience", "10",
            "train.validationFraction", "0.15"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id AS a",
        "'x' AS a",
        "id > 3 AS a, array(1.0, 2.0) AS b",
        "cast(id AS decimal(10, 2)) AS a"
      })
  void applied_rawColumns_takeAllDefaultsAndSaySo(String columns) {
    assertThat(applied(table(columns, 200)).changed()).isEqualTo(defaults());
    assertThat(printed.toString())
        .startsWith("Defaults for tables of raw columns (rawColumns in conf/reference.conf):\n")
        .contains("  train.hiddenDropout = [0.2]\n")
        .contains("  train.maxIter = 100\n");
  }

  @Test
  void applied_vectorsOnly_changesAndSaysNothing() {
    assertThat(applied(vectors("w"), "train.weightCol=w").changed())
        .containsOnlyKeys("train.weightCol");
    assertThat(applied(vectors("x"), "input.features=features").changed())
        .containsOnlyKeys("input.features");
    assertThat(applied(table("array(1.0, id) AS embedding", 200)).changed()).isEmpty();
    assertThat(applied(table("array(1.0, id) AS a, uuid() AS name", 200)).changed()).isEmpty();
    assertThat(printed.toString()).isEmpty();
  }

  @Test
  void applied_vectorsBesideRawColumns_takeTheDefaults() {
    assertThat(applied(vectors("x")).changed()).isEqualTo(defaults());
    assertThat(applied(vectors("x"), "input.features=features", "input.categorical=x").changed())
        .containsAllEntriesOf(defaults());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train.maxIter=20 | 20",
        "train.maxIter=7 | 7",
        "train.hiddenDropout=0.5 | [0.5]",
        "prepare.impute=none | none",
        "prepare.scale=quantile | quantile",
        "train.validationFraction=0.3 | 0.3",
        "train.patience=3 | 3"
      })
  void applied_keySetByTheUser_winsAloneAndIsRecorded(String assignment, String value) {
    Map<String, String> expected = defaults();
    String key = assignment.substring(0, assignment.indexOf('='));
    expected.put(key, value);
    assertThat(applied(table("id AS a", 200), assignment).changed()).isEqualTo(expected);
    assertThat(printed.toString()).doesNotContain(key);
  }

  @Test
  void applied_recordedSettingsGivenAgain_areTheSameSettings() {
    Dataset<Row> rows = table("id AS a", 200);
    Map<String, String> recorded =
        applied(rows, "train.maxIter=20", "train.hiddenDropout=0.5").changed();
    String[] again =
        recorded.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .toArray(String[]::new);
    assertThat(applied(rows, again).changed()).isEqualTo(recorded);
  }

  @Test
  void applied_noValidationWanted_hasNoPatience() {
    Settings settings = applied(table("id AS a", 200), "train.validationFraction=0");
    assertThat(settings.whole("train.patience")).isZero();
    assertThat(settings.whole("train.maxIter")).isEqualTo(100);
  }

  @Test
  void applied_indicatorColumn_hasPatienceAndNoFraction() {
    Dataset<Row> rows = table("id AS a, id > 100 AS v", 200);
    Settings settings = applied(rows, "train.validationIndicatorCol=v");
    assertThat(settings.share("train.validationFraction")).isZero();
    assertThat(settings.whole("train.patience")).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"train.network=model.h5", "train.engine=dl4j"})
  void applied_networkFromAFile_keepsItsDropout(String assignment) {
    assertThat(applied(table("id AS a", 200), assignment).isChanged("train.hiddenDropout"))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "model.h5, false",
    "models/my.keras, false",
    "MODEL.H5, false",
    "dl4j.zip, false",
    "others.onnx, false",
    "network.json, true",
    "lenet.yaml, true"
  })
  void applied_networkWithWeights_keepsTheScaleItWasTrainedOn(String file, boolean scales) {
    Settings settings = applied(table("id AS a", 200), "train.network=" + file);
    assertThat(settings.isChanged("prepare.scale")).isEqualTo(scales);
    assertThat(settings.text("prepare.impute")).isEqualTo("median");
  }

  @ParameterizedTest
  @CsvSource({"99, true", "30, true", "100, false"})
  void applied_fewRows_holdsNoneOutAndSaysSo(int rows, boolean few) {
    Settings settings = applied(table("id AS a", rows));
    assertThat(settings.share("train.validationFraction")).isEqualTo(few ? 0 : 0.15);
    assertThat(settings.whole("train.patience")).isEqualTo(few ? 0 : 10);
    assertThat(printed.toString().contains("Fewer than 100 training rows: none are held out"))
        .isEqualTo(few);
  }

  @Test
  void applied_fewRowsAndPatienceSet_holdsSomeOut() {
    assertThat(applied(table("id AS a", 30), "train.patience=3").share("train.validationFraction"))
        .isEqualTo(0.15);
  }
}
