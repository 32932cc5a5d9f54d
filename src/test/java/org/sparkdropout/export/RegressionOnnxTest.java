package org.sparkdropout.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkdropout.fit.UnsupportedNetworkException;
import org.sparkdropout.ml.DropoutClassificationModel;
import org.sparkdropout.ml.DropoutRegressionModel;
import org.sparkdropout.model.ModelFormatException;
import org.sparkdropout.onnx.OnnxSession;
import org.sparkdropout.testing.DropoutNodes;
import org.sparkdropout.testing.SparkTest;

@SparkTest
class RegressionOnnxTest {
  private static final double[] QUANTILES = {0.1, 0.3, 0.9};

  @TempDir private Path folder;
  private String file;
  private Dataset<Row> table;

  @BeforeEach
  void name(SparkSession spark) {
    file = folder.resolve("model.onnx").toString();
    table = Models.numbers(spark, 90, 1000, 50);
  }

  private byte[] bytes() throws IOException {
    return Files.readAllBytes(Path.of(file));
  }

  private List<String> operators() throws IOException {
    return ModelProto.parseFrom(bytes()).getGraph().getNodeList().stream()
        .map(NodeProto::getOpType)
        .toList();
  }

  private List<String> outputs() throws IOException {
    return ModelProto.parseFrom(bytes()).getGraph().getOutputList().stream()
        .map(ValueInfoProto::getName)
        .toList();
  }

  private Map<String, Object> run(float[]... rows) throws IOException {
    try (OnnxSession session = OnnxSession.open(bytes())) {
      return session.run(Map.of("features", rows));
    }
  }

  private static double[] doubles(float[] row) {
    double[] values = new double[row.length];
    Arrays.setAll(values, i -> row[i]);
    return values;
  }

  @ParameterizedTest
  @ValueSource(strings = {"squared", "absolute", "huber"})
  void save_anyLoss_agrees(String loss) throws IOException {
    DropoutRegressionModel model = Models.regressor().setLoss(loss).fit(table);
    Verification verification = ModelExport.onnx(model).verifiedOn(table).save(file);
    assertThat(verification.rows()).isEqualTo(90);
    assertThat(verification.largestDifference()).isLessThan(1e-6);
    assertThat(operators()).endsWith("Gemm", "Cast", "Mul", "Add", "Gather", "Identity");
    assertThat(outputs()).containsExactly("prediction");
  }

  /** Labels a million deviations from zero have 8 digits that floats do not. */
  @ParameterizedTest
  @CsvSource({"1000, 50", "1e6, 1", "0, 1e-6"})
  void save_oneNumber_isThePredictionInDoubles(double mean, double deviation, SparkSession spark)
      throws IOException {
    DropoutRegressionModel model =
        Models.regressor().fit(Models.numbers(spark, 90, mean, deviation));
    ModelExport.onnx(model).save(file);
    float[][] rows = {{0.1f, 0.5f, -0.7f, 0}, {-1, 1, 0.25f, 0.5f}};
    double[] found = (double[]) run(rows).get("prediction");
    for (int row = 0; row < rows.length; row++) {
      double ours = model.predict(Vectors.dense(doubles(rows[row])));
      assertThat(found[row]).isEqualTo(ours, within(1e-6 * deviation));
    }
  }

  /** Quantiles of a network that has learnt nothing lie in any order. */
  @Test
  void save_quantiles_ascendAndThePredictionIsTheMiddleOne() throws IOException {
    DropoutRegressionModel model =
        Models.regressor()
            .setLoss("quantile")
            .setQuantileProbabilities(QUANTILES)
            .setMaxIter(1)
            .fit(table);
    Verification verification = ModelExport.onnx(model).verifiedOn(table).save(file);
    assertThat(verification.largestDifference()).isLessThan(1e-6);
    assertThat(outputs()).containsExactly("prediction", "quantiles");
    float[][] rows = {{0.1f, 0.5f, -0.7f, 0}, {-1, 1, 0.25f, 0.5f}};
    double[][] quantiles = (double[][]) run(rows).get("quantiles");
    double[] predictions = (double[]) run(rows).get("prediction");
    for (int row = 0; row < rows.length; row++) {
      assertThat(quantiles[row]).isSorted().hasSize(3);
      assertThat(predictions[row]).isEqualTo(quantiles[row][1]);
      assertThat(quantiles[row])
          .containsExactly(
              model.predictAll(Vectors.dense(doubles(rows[row]))).toArray(), within(1e-4));
    }
  }

  @Test
  void save_labelOfTwoNumbers_isAMatrix() throws IOException {
    DropoutRegressionModel model = Models.regressor().setLabelCol("pair").fit(table);
    Verification verification = ModelExport.onnx(model).verifiedOn(table).save(file);
    assertThat(verification.largestDifference()).isLessThan(1e-6);
    float[] row = {0.1f, 0.5f, -0.7f, 0};
    double[][] found = (double[][]) run(row).get("prediction");
    Vector ours = model.predictAll(Vectors.dense(doubles(row)));
    assertThat(found[0]).containsExactly(ours.toArray(), within(1e-3));
    assertThat(found[0][1]).isEqualTo(-3 * found[0][0], within(150.0));
  }

  @Test
  void save_columnsOfOtherNames_areOutputs() throws IOException {
    DropoutRegressionModel model =
        Models.regressor()
            .setLoss("quantile")
            .setQuantileProbabilities(QUANTILES)
            .setMaxIter(1)
            .fit(table);
    model.setPredictionCol("price");
    model.setQuantilesCol("range");
    ModelExport.onnx(model).save(file);
    assertThat(outputs()).containsExactly("price", "range");
    model.setPredictionCol("");
    ModelExport.onnx(model).overwrite().save(file);
    assertThat(outputs()).containsExactly("prediction", "range");
  }

  @Test
  void saveForTraining_hasTheScoresToComputeALossOf() throws IOException {
    DropoutRegressionModel model = Models.regressor().fit(table);
    ModelExport.onnxForTraining(model).save(file);
    assertThat(outputs()).containsExactly("prediction", "scores");
    assertThat(DropoutNodes.rates(Path.of(file))).containsExactly(0.2f, 0.4f, 0.3f);
    Map<String, Object> answer = run(new float[] {0.1f, 0.5f, -0.7f, 0});
    double score = ((float[][]) answer.get("scores"))[0][0];
    assertThat(((double[]) answer.get("prediction"))[0])
        .isEqualTo(model.answer().scale().original(0, score), within(1e-9));
  }

  private PipelineModel pipeline(Dataset<Row> raw, String loss) {
    PipelineStage[] stages = {
      new VectorAssembler()
          .setInputCols(new String[] {"a", "b"})
          .setOutputCol("assembled")
          .setHandleInvalid("keep"),
      new StandardScaler().setInputCol("assembled").setOutputCol("features").setWithMean(true),
      Models.regressor().setLoss(loss).setInputDropout(0).setHandleInvalid("keep")
    };
    return new Pipeline().setStages(stages).fit(raw);
  }

  @ParameterizedTest
  @ValueSource(strings = {"squared", "quantile"})
  void save_pipeline_agreesAndAnswersNothingToAMissingNumber(String loss, SparkSession spark)
      throws IOException {
    Dataset<Row> raw =
        spark.range(120).selectExpr("sin(id) * 7 as a", "cos(3 * id) as b", "id * 2.5D as label");
    ModelExport.onnx(pipeline(raw, loss)).verifiedOn(raw).save(file);
    double[][] numbers = {{0.5}, {Double.NaN}};
    try (OnnxSession session = OnnxSession.open(bytes())) {
      Map<String, Object> answers = session.run(Map.of("a", numbers, "b", numbers));
      double[] predictions = (double[]) answers.get("prediction");
      assertThat(predictions[0]).isBetween(-1000.0, 1000.0);
      assertThat(predictions[1]).isNaN();
      assertThat(answers.containsKey("quantiles")).isEqualTo(loss.equals("quantile"));
    }
  }

  @Test
  void save_pipelineWithoutRows_makesThemUp(SparkSession spark) throws IOException {
    Dataset<Row> raw =
        spark.range(120).selectExpr("sin(id) * 7 as a", "cos(3 * id) as b", "id * 2.5D as label");
    Verification verification =
        ModelExport.onnx(pipeline(raw, "squared")).sampleRows(40).save(file);
    assertThat(verification.madeUp()).isTrue();
    assertThat(verification.rows()).isEqualTo(40);
  }

  @ParameterizedTest
  @ValueSource(strings = {"squared", "quantile"})
  void fromOnnx_isTheModel(String loss) throws IOException {
    DropoutRegressionModel model = Models.regressor().setLoss(loss).fit(table);
    model.setPredictionCol("price");
    ModelExport.onnx(model).sampleRows(10).save(file);
    assertSame(DropoutRegressionModel.fromOnnx(file), model);
    ModelExport.onnxForTraining(model).sampleRows(10).overwrite().save(file);
    assertSame(DropoutRegressionModel.fromOnnx(file), model);
  }

  private void assertSame(DropoutRegressionModel read, DropoutRegressionModel model) {
    assertThat(read.uid()).isEqualTo(model.uid());
    assertThat(read.weightsDigest()).isEqualTo(model.weightsDigest());
    assertThat(read.answer()).isEqualTo(model.answer());
    assertThat(read.provenance()).isEqualTo(model.provenance());
    assertThat(read.summary()).isEqualTo(model.summary());
    assertThat(read.getLoss()).isEqualTo(model.getLoss());
    assertThat(read.transform(table).collectAsList())
        .isEqualTo(model.transform(table).collectAsList());
  }

  @Test
  void fromOnnx_modelOfTheOtherKind_isRefused(SparkSession spark) throws IOException {
    ModelExport.onnx(Models.regressor().setMaxIter(1).fit(table)).save(file);
    assertThatThrownBy(() -> DropoutClassificationModel.fromOnnx(file))
        .isInstanceOf(UnsupportedNetworkException.class)
        .hasMessageEndingWith(
            "Provided: %s, which answers numbers. Use DropoutRegressor, or DropoutRegressionModel if the network is not to be trained",
            file);
    ModelExport.onnx(Models.fit(spark)).overwrite().save(file);
    assertThatThrownBy(() -> DropoutRegressionModel.fromOnnx(file))
        .isInstanceOf(UnsupportedNetworkException.class)
        .hasMessageEndingWith(
            "Provided: %s, which answers classes. Use DropoutClassifier, or DropoutClassificationModel if the network is not to be trained",
            file);
  }

  @Test
  void fromOnnx_damagedAnswer_isRefused() throws IOException {
    ModelExport.onnx(Models.regressor().setMaxIter(1).fit(table)).save(file);
    ModelProto.Builder proto = ModelProto.parseFrom(bytes()).toBuilder();
    proto.getMetadataPropsBuilderList().stream()
        .filter(entry -> entry.getKey().equals("answer"))
        .forEach(entry -> entry.setValue("{\"means\": [1, 2], \"deviations\": [1, 1]}"));
    Files.delete(folder.resolve(".model.onnx.crc"));
    Files.write(Path.of(file), proto.build().toByteArray());
    assertThatThrownBy(() -> DropoutRegressionModel.fromOnnx(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("the answer has 2 numbers, the network 1 outputs");
  }
}
