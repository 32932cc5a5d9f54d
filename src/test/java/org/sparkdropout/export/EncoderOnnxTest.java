package org.sparkdropout.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparkdropout.ml.DropoutClassifier;
import org.sparkdropout.onnx.OnnxSession;
import org.sparkdropout.prepare.FeatureEncoder;
import org.sparkdropout.prepare.FeatureEncoderModel;
import org.sparkdropout.prepare.Preparation;
import org.sparkdropout.prepare.Preparation.Impute;
import org.sparkdropout.prepare.Preparation.Scaling;
import org.sparkdropout.testing.SparkTest;

@SparkTest
class EncoderOnnxTest {
  private static final List<String> NUMBERS = List.of("weight", "height", "member");
  private static final List<String> CATEGORIES =
      List.of("zone", "price", "wet", "day", "moment", "name");

  @TempDir private Path folder;
  private Dataset<Row> table;

  /** Of every type; one row in seven misses a value, each its own. */
  @BeforeEach
  void make(SparkSession spark) {
    table =
        spark
            .range(140)
            .selectExpr(
                "double(id % 2) AS label",
                "if(id % 7 = 0, NULL, sin(id) * 1e6) AS weight",
                "float(if(id % 7 = 1, 'NaN', cos(id))) AS height",
                "id % 3 = 0 AS member",
                "array(float(id % 5), float(sin(id)), 3F) AS embedding",
                "if(id % 7 = 2, NULL, int(2139 + id % 4)) AS zone",
                "CAST(id % 3 + 0.5 AS DECIMAL(10,2)) AS price",
                "if(id % 7 = 3, NULL, id % 5 = 0) AS wet",
                "date_add(date'2024-01-30', int(id % 3)) AS day",
                "timestamp'2024-01-30 12:30:00' + make_dt_interval(0, 0, 0, id % 2 * 0.5) AS moment",
                "concat('0', id % 4) AS name");
  }

  private static PipelineModel fit(
      Dataset<Row> rows, Impute impute, Scaling scaling, String invalid) {
    Preparation preparation =
        new Preparation(NUMBERS, List.of("embedding"), CATEGORIES, impute, scaling, invalid);
    FeatureEncoderModel encoder =
        FeatureEncoder.fit(preparation, rows, functions.lit(true)).model();
    Transformer network =
        new DropoutClassifier()
            .setHiddenLayers(8)
            .setBatchSize(16)
            .setMaxIter(2)
            .setReplicas(1)
            .setHandleInvalid("skip")
            .fit(encoder.transform(rows));
    return new PipelineModel("pipeline", List.of(encoder, network));
  }

  private Path file() {
    return folder.resolve("pipeline.onnx");
  }

  private Verification save(PipelineModel pipeline, Dataset<Row> rows) throws IOException {
    return ModelExport.onnx(pipeline).verifiedOn(rows).save(file().toString());
  }

  @ParameterizedTest
  @CsvSource({
    "MEDIAN, STANDARD, error, 140",
    "MEAN, QUANTILE, keep, 140",
    "NONE, QUANTILE, skip, 60",
    "NONE, NONE, keep, 100"
  })
  void save_columnsOfEveryType_agree(Impute impute, Scaling scaling, String invalid, long answered)
      throws IOException {
    PipelineModel pipeline = fit(table, impute, scaling, invalid);
    Verification verification = save(pipeline, table);
    assertThat(verification.rows()).isEqualTo(140);
    assertThat(verification.largestDifference()).isLessThan(1e-6);
    assertThat(pipeline.transform(table).count()).isEqualTo(answered);
  }

  @Test
  void save_withoutATable_makesRowsUp() throws IOException {
    PipelineModel pipeline = fit(table, Impute.MEDIAN, Scaling.QUANTILE, "error");
    Verification verification = ModelExport.onnx(pipeline).sampleRows(100).save(file().toString());
    assertThat(verification.rows()).isEqualTo(100);
    assertThat(verification.madeUp()).isTrue();
  }

  /** The batch's types are others than those of training, as a reader infers them anew. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "zone | double(zone)",
        "zone | concat('0', zone)",
        "zone | 'K1A'",
        "price | double(price)",
        "wet | int(wet)",
        "day | timestamp(day)",
        "embedding | transform(embedding, x -> double(x))",
        "weight | string(weight)"
      })
  void save_comparedOnColumnsOfOtherTypes_agrees(String column, String expression)
      throws IOException {
    Dataset<Row> other = table.withColumn(column, functions.expr(expression));
    PipelineModel pipeline = fit(table, Impute.MEDIAN, Scaling.STANDARD, "keep");
    assertThat(save(pipeline, other).rows()).isEqualTo(140);
  }

  @Test
  void save_saysHowEachInputIsWritten() throws IOException {
    save(fit(table, Impute.MEDIAN, Scaling.NONE, "error"), table);
    Map<String, String> metadata;
    try (OnnxSession session = OnnxSession.open(Files.readAllBytes(file()))) {
      metadata = session.metadata();
    }
    JsonNode inputs = new ObjectMapper().readTree(metadata.get("inputs"));
    assertThat(inputs).hasSize(10);
    assertThat(inputs.get(0).toString())
        .isEqualTo(
            "{\"name\":\"weight\",\"kind\":\"number\",\"type\":\"double\",\"width\":1,"
                + "\"spelling\":\"a double; true is 1, false is 0\",\"missing\":\"NaN\","
                + "\"missingIs\":\"imputed\"}");
    assertThat(inputs.get(3).at("/type").textValue()).isEqualTo("array<float>");
    assertThat(inputs.get(3).at("/width").intValue()).isEqualTo(3);
    assertThat(inputs.get(3).at("/missingIs").textValue()).isEqualTo("no answer");
    assertThat(inputs.get(4).toString())
        .isEqualTo(
            "{\"name\":\"zone\",\"kind\":\"category\",\"type\":\"int\",\"width\":1,"
                + "\"spelling\":\"a whole number: 7, 07 and 7.0 are the same category\","
                + "\"missing\":\"\",\"missingIs\":\"a category of its own\","
                + "\"unseenIs\":\"no answer\",\"categories\":5,"
                + "\"samples\":[\"(missing)\",\"2139\",\"2140\",\"2141\",\"2142\"]}");
    assertThat(inputs.get(5).at("/missingIs").textValue()).isEqualTo("weighs nothing");
    assertThat(inputs.get(8).at("/timeZone").textValue()).isNotEmpty();
  }

  /** Two that answer to nothing agree on nothing. */
  @Test
  void save_tableOfWhichNoRowIsAnswered_isRefused() {
    PipelineModel pipeline = fit(table, Impute.MEDIAN, Scaling.STANDARD, "skip");
    Dataset<Row> unseen = table.withColumn("name", functions.lit("elsewhere"));
    assertThatThrownBy(() -> save(pipeline, unseen))
        .isInstanceOf(ExportException.class)
        .hasMessage(
            "An export must be compared on rows. The table has none that the model scores. No file"
                + " was kept: give another table, or none");
    assertThat(file()).doesNotExist();
  }
}
