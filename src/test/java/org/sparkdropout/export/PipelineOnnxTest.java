package org.sparkdropout.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.Imputer;
import org.apache.spark.ml.feature.IndexToString;
import org.apache.spark.ml.feature.OneHotEncoder;
import org.apache.spark.ml.feature.PCA;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.feature.VectorSizeHint;
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
import org.sparkdropout.prepare.LabelText;
import org.sparkdropout.prepare.Preparation;
import org.sparkdropout.prepare.SeparateStages;
import org.sparkdropout.testing.SparkTest;

@SparkTest
class PipelineOnnxTest {
  private static final List<String> NUMBERS =
      List.of("bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g");
  private static final List<String> SPECIES = List.of("Adelie", "Chinstrap", "Gentoo");

  @TempDir private Path folder;
  private String file;
  private Dataset<Row> penguins;

  @BeforeEach
  void read(SparkSession spark) {
    file = folder.resolve("pipeline.onnx").toString();
    penguins =
        spark
            .read()
            .option("header", "true")
            .option("inferSchema", "true")
            .option("nullValue", "NA")
            .csv(Path.of("data-samples/penguins.csv").toAbsolutePath().toString())
            .withColumn(
                "label",
                functions.expr(
                    "array_position(array('Adelie', 'Chinstrap', 'Gentoo'), species) - 1D"));
  }

  private static DropoutClassifier classifier() {
    return new DropoutClassifier()
        .setHiddenLayers(16)
        .setHiddenDropout(0.2)
        .setBatchSize(16)
        .setMaxIter(3)
        .setReplicas(2)
        .setHandleInvalid("keep");
  }

  private static PipelineModel fit(Dataset<Row> table, PipelineStage... stages) {
    PipelineModel fitted = new Pipeline().setStages(stages).fit(table);
    List<Transformer> named = new ArrayList<>(Arrays.asList(fitted.stages()));
    named.add(LabelText.of("prediction", SPECIES));
    return new PipelineModel("pipeline", named);
  }

  private PipelineModel prepared(Preparation preparation, Dataset<Row> table) {
    List<PipelineStage> stages =
        new ArrayList<>(SeparateStages.of(preparation, Map.of(), "features"));
    stages.add(classifier());
    return fit(table, stages.toArray(PipelineStage[]::new));
  }

  private static Preparation preparation(Preparation.Impute impute, String invalid) {
    return new Preparation(
        NUMBERS,
        List.of(),
        List.of("island", "sex", "year"),
        impute,
        Preparation.Scaling.STANDARD,
        invalid);
  }

  private Verification save(PipelineModel pipeline, Dataset<Row> table) throws IOException {
    return ModelExport.onnx(pipeline).verifiedOn(table).save(file);
  }

  private ModelProto parsed() throws IOException {
    return ModelProto.parseFrom(Files.readAllBytes(Path.of(file)));
  }

  /** ONNX Runtime's Java interface cannot be given such text; the file is right all the same. */
  @Test
  void save_categoryOfAnEmoji_isInTheFileAndNotCompared() throws IOException {
    String emoji = "\uD83D\uDE00";
    Dataset<Row> table =
        penguins.withColumn(
            "island", functions.expr("if(island = 'Torgersen', '%s', island)".formatted(emoji)));
    PipelineModel pipeline = prepared(preparation(Preparation.Impute.MEAN, "error"), table);
    long others = table.filter(functions.col("island").notEqual(emoji)).count();
    assertThat(others).isBetween(1L, 343L);
    assertThat(save(pipeline, table).rows()).isEqualTo((int) others);
    assertThat(
            parsed().getGraph().getNodeList().stream()
                .flatMap(node -> node.getAttributeList().stream())
                .flatMap(attribute -> attribute.getStringsList().stream())
                .map(text -> text.toStringUtf8()))
        .contains(emoji);
  }

  @ParameterizedTest
  @CsvSource({"MEAN, error", "MEDIAN, skip", "MODE, keep", "NONE, keep"})
  void save_penguinsWithMissingValues_agreesFromRawColumns(
      Preparation.Impute impute, String invalid) throws IOException {
    assertThat(penguins.filter("sex IS NULL").count()).isEqualTo(11);
    boolean imputes = impute != Preparation.Impute.NONE;
    PipelineModel pipeline =
        prepared(preparation(impute, invalid), imputes ? penguins : penguins.na().drop());
    Verification verification = save(pipeline, penguins);
    assertThat(verification.rows()).isEqualTo(344);
    assertThat(verification.largestDifference()).isBetween(1e-12, 1e-6);
  }

  @Test
  void save_takesOneInputPerRawColumnAndGivesTheText() throws IOException {
    save(prepared(preparation(Preparation.Impute.MEDIAN, "error"), penguins), penguins);
    assertThat(parsed().getGraph().getInputList())
        .extracting(ValueInfoProto::getName)
        .containsExactly(
            "bill_length_mm",
            "bill_depth_mm",
            "flipper_length_mm",
            "body_mass_g",
            "island",
            "sex",
            "year");
    assertThat(parsed().getGraph().getOutputList())
        .extracting(ValueInfoProto::getName)
        .containsExactly("rawPrediction", "probability", "prediction", "predictedLabel");
    Map<String, Object> answer = run(39.1, 18.7, Double.NaN, 3750, "Torgersen", "", "2007");
    assertThat((String[]) answer.get("predictedLabel")).containsExactly("Adelie");
    assertThat((long[]) answer.get("prediction")).containsExactly(0);
  }

  /** Where Spark stops or leaves a row out. */
  @Test
  void save_rowsWithoutAnAnswer_areNaN() throws IOException {
    save(prepared(preparation(Preparation.Impute.NONE, "skip"), penguins.na().drop()), penguins);
    assertNoAnswer(run(Double.NaN, 18.7, 181, 3750, "Torgersen", "male", "2007"));
    assertNoAnswer(run(1e300, 18.7, 181, 3750, "Torgersen", "male", "2007"));
    assertNoAnswer(run(39.1, 18.7, 181, 3750, "Atlantis", "male", "2007"));
    assertNoAnswer(run(39.1, 18.7, 181, 3750, "Torgersen", "", "2007"));
    assertThat((long[]) run(39.1, 18.7, 181, 3750, "Biscoe", "male", "2007").get("prediction"))
        .doesNotContain(-1);
  }

  private static void assertNoAnswer(Map<String, Object> answer) {
    assertThat(((float[][]) answer.get("probability"))[0])
        .containsExactly(Float.NaN, Float.NaN, Float.NaN);
    assertThat(((float[][]) answer.get("rawPrediction"))[0])
        .containsExactly(Float.NaN, Float.NaN, Float.NaN);
    assertThat((long[]) answer.get("prediction")).containsExactly(-1);
    assertThat((String[]) answer.get("predictedLabel")).containsExactly("");
  }

  private Map<String, Object> run(
      double billLength,
      double billDepth,
      double flipper,
      double mass,
      String island,
      String sex,
      String year)
      throws IOException {
    Map<String, Object> inputs = new LinkedHashMap<>();
    double[] numbers = {billLength, billDepth, flipper, mass};
    for (int i = 0; i < numbers.length; i++) {
      inputs.put(NUMBERS.get(i), new double[][] {{numbers[i]}});
    }
    inputs.put("island", new String[][] {{island}});
    inputs.put("sex", new String[][] {{sex}});
    inputs.put("year", new String[][] {{year}});
    try (OnnxSession session = OnnxSession.open(Files.readAllBytes(Path.of(file)))) {
      return session.run(inputs);
    }
  }

  @Test
  void save_unseenCategoriesKept_agrees() throws IOException {
    PipelineModel pipeline =
        prepared(
            preparation(Preparation.Impute.MEAN, "keep"), penguins.filter("island != 'Dream'"));
    assertThat(penguins.filter("island = 'Dream'").count()).isPositive();
    assertThat(save(pipeline, penguins).rows()).isEqualTo(344);
  }

  @Test
  void save_withoutATable_makesRawRowsUp() throws IOException {
    PipelineModel pipeline = prepared(preparation(Preparation.Impute.MEDIAN, "error"), penguins);
    Verification verification = ModelExport.onnx(pipeline).sampleRows(200).save(file);
    assertThat(verification.rows()).isEqualTo(200);
    assertThat(verification.madeUp()).isTrue();
    assertThat(verification.largestDifference()).isGreaterThan(1e-12);
  }

  @Test
  void save_sparksOwnStages_agree() throws IOException {
    Dataset<Row> table =
        penguins
            .withColumn("length", functions.expr("coalesce(double(bill_length_mm), -1D)"))
            .withColumn("depth", functions.expr("coalesce(double(bill_depth_mm), -1D)"));
    PipelineModel pipeline =
        fit(
            table,
            new Imputer()
                .setInputCols(new String[] {"length", "depth"})
                .setOutputCols(new String[] {"length2", "depth2"})
                .setMissingValue(-1),
            new StringIndexer().setInputCol("sex").setOutputCol("sex2").setHandleInvalid("keep"),
            new StringIndexer().setInputCol("island").setOutputCol("island2"),
            new OneHotEncoder()
                .setInputCols(new String[] {"sex2", "island2"})
                .setOutputCols(new String[] {"sex3", "island3"})
                .setHandleInvalid("keep"),
            new VectorAssembler()
                .setInputCols(new String[] {"length2", "sex3", "depth2", "island3", "year"})
                .setOutputCol("assembled"),
            new StandardScaler().setInputCol("assembled").setOutputCol("features"),
            classifier());
    Verification verification = save(pipeline, table);
    assertThat(verification.rows()).isEqualTo(344);
    assertThat(verification.largestDifference()).isBetween(1e-12, 1e-6);
  }

  /** Spark puts surrogates into columns of whole numbers without their fractions. */
  @Test
  void save_wholeNumbersAndFloatsImputed_agree() throws IOException {
    Dataset<Row> table = penguins.withColumn("depth", functions.expr("float(bill_depth_mm)"));
    PipelineModel pipeline =
        fit(
            table,
            new Imputer()
                .setInputCols(new String[] {"flipper_length_mm", "body_mass_g", "depth"})
                .setOutputCols(new String[] {"length2", "mass2", "depth2"}),
            new VectorAssembler()
                .setInputCols(new String[] {"length2", "mass2", "depth2"})
                .setOutputCol("assembled"),
            new StandardScaler()
                .setInputCol("assembled")
                .setOutputCol("features")
                .setWithMean(true),
            classifier());
    assertThat(save(pipeline, table).largestDifference()).isLessThan(1e-6);
  }

  /** As most pipelines of Spark users are: the label is indexed, and its text comes back. */
  private PipelineModel withIndexedLabel(IndexToString text) {
    PipelineStage[] stages = {
      new StringIndexer().setInputCol("species").setOutputCol("class"),
      new VectorAssembler()
          .setInputCols(NUMBERS.toArray(String[]::new))
          .setOutputCol("features")
          .setHandleInvalid("keep"),
      classifier().setLabelCol("class"),
      text.setInputCol("prediction").setOutputCol("predicted")
    };
    return new Pipeline().setStages(stages).fit(penguins);
  }

  @Test
  void save_indexedLabel_isNoInput() throws IOException {
    PipelineModel pipeline =
        withIndexedLabel(
            new IndexToString().setLabels(new String[] {"Adelie", "Gentoo", "Chinstrap"}));
    assertThat(save(pipeline, penguins).rows()).isEqualTo(344);
    assertThat(parsed().getGraph().getInputList())
        .extracting(ValueInfoProto::getName)
        .isEqualTo(NUMBERS);
    assertThat(parsed().getGraph().getOutputList())
        .extracting(ValueInfoProto::getName)
        .containsExactly("rawPrediction", "probability", "prediction", "predicted");
  }

  @Test
  void save_labelsInMetadataOnly_areRefused() {
    IndexToString text = new IndexToString();
    PipelineModel pipeline = withIndexedLabel(text.setLabels(new String[] {"a", "b", "c"}));
    text.clear(text.labels());
    ((IndexToString) pipeline.stages()[3]).clear(text.labels());
    assertThatThrownBy(() -> save(pipeline, penguins))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "IndexToString must have labels for the pipeline to have an ONNX form. Stage %s has none: call setLabels"
                .formatted(text.uid()));
  }

  @Test
  void save_vectorsOfTheRawTable_agree(SparkSession spark) throws IOException {
    Dataset<Row> table = Models.table(spark, 90).withColumnRenamed("features", "pixels");
    PipelineModel pipeline =
        fit(
            table,
            new VectorSizeHint().setInputCol("pixels").setSize(4),
            new VectorAssembler().setInputCols(new String[] {"pixels"}).setOutputCol("features"),
            classifier());
    assertThat(save(pipeline, table).rows()).isEqualTo(90);
    assertThat(parsed().getGraph().getInput(0).getName()).isEqualTo("pixels");
  }

  @Test
  void save_theNetworkAloneInNestedPipelines_agrees(SparkSession spark) throws IOException {
    Dataset<Row> table = Models.table(spark, 90);
    Pipeline inner = new Pipeline().setStages(new PipelineStage[] {classifier()});
    assertThat(save(fit(table, inner), table).rows()).isEqualTo(90);
  }

  @Test
  void save_vectorsOfUnknownWidth_areRefused(SparkSession spark) throws IOException {
    Dataset<Row> table = Models.table(spark, 90).withColumnRenamed("features", "pixels");
    PipelineModel pipeline =
        fit(
            table,
            new VectorAssembler().setInputCols(new String[] {"pixels"}).setOutputCol("features"),
            classifier());
    assertThatThrownBy(() -> save(pipeline, table))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The width of the vector column 'pixels' must be known for the pipeline to have an"
                + " ONNX form. Put a VectorSizeHint before the stage that takes it");
  }

  @Test
  void save_stageWithoutAForm_isRefusedByName(SparkSession spark) throws IOException {
    Dataset<Row> table = Models.table(spark, 90);
    PipelineModel pipeline =
        fit(
            table,
            new PCA().setInputCol("features").setOutputCol("fewer").setK(2),
            classifier().setFeaturesCol("fewer"));
    assertThatThrownBy(() -> save(pipeline, table))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Every stage of a pipeline must have an ONNX form. Stage %s"
                    .formatted(pipeline.stages()[0].uid())
                + " (org.apache.spark.ml.feature.PCAModel) has none; these have:"
                + " FeatureEncoderModel, RawColumns, ImputerModel, StringIndexerModel,"
                + " OneHotEncoderModel, VectorSizeHint, VectorAssembler, StandardScalerModel, DropoutClassificationModel,"
                + " DropoutRegressionModel, LabelText,"
                + " IndexToString."
                + " Export the network alone: export.preprocessing = false, or"
                + " ModelExport.onnx(network)");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void save_columnThatIsNumberAndCategory_isRefused() throws IOException {
    PipelineModel pipeline =
        fit(
            penguins,
            new StringIndexer().setInputCol("year").setOutputCol("year2"),
            new VectorAssembler()
                .setInputCols(new String[] {"year", "year2"})
                .setOutputCol("features"),
            classifier());
    assertThatThrownBy(() -> save(pipeline, penguins))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Column 'year' must be either a number or a category for the pipeline to have an ONNX"
                + " form. It is used as both");
  }

  @Test
  void save_withoutANetwork_isRefused() throws IOException {
    PipelineModel pipeline =
        new PipelineModel("empty", List.of(LabelText.of("prediction", SPECIES)));
    assertThatThrownBy(() -> save(pipeline, penguins))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "A pipeline must have a dropout network to be exported. Its stages:");
  }
}
