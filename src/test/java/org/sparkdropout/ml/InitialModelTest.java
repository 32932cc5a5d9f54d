package org.sparkdropout.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.StringIndexerModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkdropout.checkpoint.CheckpointException;
import org.sparkdropout.dl4j.Networks;
import org.sparkdropout.fit.UnsupportedNetworkException;
import org.sparkdropout.testing.SparkTest;

/** Training that starts from the weights of a saved model. */
@SparkTest
class InitialModelTest {
  private static DropoutClassificationModel trained;

  @TempDir private Path folder;
  private String saved;

  @BeforeEach
  void save(SparkSession spark) throws IOException {
    if (trained == null) {
      trained = Blobs.classifier().setInputDropout(0.1).fit(Blobs.hard(spark, 300));
    }
    saved = save(trained);
  }

  private String save(DropoutClassificationModel model) throws IOException {
    String place = Files.createTempDirectory(folder, "saved").resolve("model").toString();
    model.write().save(place);
    return place;
  }

  private DropoutClassifier warm() {
    return new DropoutClassifier()
        .setInitialModel(saved)
        .setBatchSize(16)
        .setReplicas(2)
        .setAveragingInterval(5)
        .setSeed(4);
  }

  private static void assertSameAnswers(
      DropoutClassificationModel model, DropoutClassificationModel expected, Dataset<Row> rows) {
    List<Row> ours = model.transform(rows).select("probability").collectAsList();
    List<Row> others = expected.transform(rows).select("probability").collectAsList();
    for (int row = 0; row < ours.size(); row++) {
      assertThat(ours.get(row).<Vector>getAs(0).toArray())
          .containsExactly(others.get(row).<Vector>getAs(0).toArray(), within(1e-5));
    }
  }

  /** Whatever dropped in the model, and whatever drops now. */
  @ParameterizedTest
  @CsvSource({
    "classic, example, classic, example",
    "inverted, example, inverted, example",
    "gaussian, example, gaussian, example",
    "classic, round, classic, round",
    "classic, batch, inverted, example",
    "gaussian, example, classic, batch",
    "inverted, round, gaussian, example"
  })
  void fit_forNoEpochs_givesTheModelsAnswersBack(
      String kind, String sharing, String newKind, String newSharing, SparkSession spark)
      throws IOException {
    Dataset<Row> rows = Blobs.hard(spark, 200);
    DropoutClassificationModel model =
        Blobs.classifier()
            .setHiddenLayers(11, 7)
            .setHiddenDropout(0.5, 0.3)
            .setInputDropout(0.2)
            .setDropoutKind(kind)
            .setMaskSharing(sharing)
            .setMaxIter(3)
            .fit(rows);
    DropoutClassificationModel again =
        warm()
            .setInitialModel(save(model))
            .setHiddenDropout(0.4)
            .setDropoutKind(newKind)
            .setMaskSharing(newSharing)
            .setMaxIter(0)
            .fit(rows);
    assertSameAnswers(again, model, rows);
    assertThat(again.trainedDropout().orElseThrow().kind().name()).isEqualToIgnoringCase(newKind);
  }

  @Test
  void fit_again_beginsWhereTheModelEnded(SparkSession spark) {
    Dataset<Row> rows = Blobs.hard(spark, 300);
    DropoutClassifier cold = Blobs.classifier().setInputDropout(0.1).setLearningRate(0.01);
    DropoutClassifier goingOn = cold.copy(ParamMap.empty());
    goingOn.setInitialModel(saved);
    DropoutClassificationModel model = goingOn.fit(rows);
    double first = model.summary().history().get(0).loss();
    assertThat(first).isLessThan(0.9 * cold.fit(rows).summary().history().get(0).loss());
    assertThat(goingOn.fit(rows.repartition(3)).weightsDigest()).isEqualTo(model.weightsDigest());
    assertThat(model.weightsDigest()).isNotEqualTo(trained.weightsDigest());
    assertThat(model.provenance().settings()).containsEntry("initialModel", saved);
  }

  @ParameterizedTest
  @ValueSource(strings = {"adamw", "schedulefree", "muon"})
  void fit_byOtherOptimizers_startsFromTheModelToo(String optimizer, SparkSession spark) {
    Dataset<Row> rows = Blobs.hard(spark, 100);
    assertSameAnswers(warm().setOptimizer(optimizer).setMaxIter(0).fit(rows), trained, rows);
  }

  /** Masks by round, which so many take where nothing is set, drop another share of nine units. */
  @Test
  void fit_veryManyReplicas_startFromTheSameAnswers(SparkSession spark) throws IOException {
    Dataset<Row> rows = Blobs.hard(spark, 100);
    DropoutClassificationModel model =
        Blobs.classifier().setHiddenLayers(9).setMaxIter(1).fit(rows);
    DropoutClassifier again = warm().setInitialModel(save(model)).setReplicas(64).setMaxIter(0);
    again.clear(again.batchSize());
    again.clear(again.maskSharing());
    assertSameAnswers(again.fit(rows), model, rows);
  }

  @Test
  void fit_withoutDropout_startsFromTheSameAnswers(SparkSession spark) {
    Dataset<Row> rows = Blobs.hard(spark, 100);
    assertSameAnswers(warm().setMaxIter(0).dropNothing().fit(rows), trained, rows);
  }

  @Test
  void fit_layersAndActivationNotSet_areThoseOfTheModel(SparkSession spark) throws IOException {
    Dataset<Row> rows = Blobs.hard(spark, 100);
    DropoutClassificationModel model =
        Blobs.classifier().setHiddenLayers(6, 5).setActivation("tanh").setMaxIter(1).fit(rows);
    DropoutClassificationModel again =
        warm().setInitialModel(save(model)).setHiddenDropout(0.1, 0.2).setMaxIter(0).fit(rows);
    assertThat(again.getHiddenLayers()).containsExactly(6, 5);
    assertThat(again.getActivation()).isEqualTo("tanh");
    assertSameAnswers(again, model, rows);
    DropoutClassifier threeRates =
        warm().setInitialModel(saved).setHiddenDropout(0.1, 0.2, 0.3).setMaxIter(0);
    assertThatThrownBy(() -> threeRates.fit(rows))
        .hasMessage(
            "hiddenDropout must hold one value, or one for each of the 1 hidden layers. Provided: [0.1, 0.2, 0.3]");
  }

  /** A model of a version that did not keep what dropped. */
  @Test
  void fit_fromAModelOfFormatOne_givesItsAnswersBack(SparkSession spark) throws Exception {
    Dataset<Row> rows = Blobs.hard(spark, 100);
    String old = GoldenModelTest.class.getResource("model-v1").toURI().toString();
    assertSameAnswers(
        warm().setInitialModel(old).setMaxIter(0).fit(rows), GoldenModelTest.load(), rows);
  }

  static Stream<Arguments> otherShapes() {
    return Stream.of(
        Arguments.of(new DropoutClassifier().setHiddenLayers(16, 16), 3, "4-16-16-3 relu"),
        Arguments.of(new DropoutClassifier().setHiddenLayers(8), 3, "4-8-3 relu"),
        Arguments.of(new DropoutClassifier().setActivation("tanh"), 3, "4-16-3 tanh"),
        Arguments.of(new DropoutClassifier(), 2, "4-16-2 relu"),
        Arguments.of(new DropoutClassifier().setFeaturesCol("wide"), 3, "5-16-3 relu"));
  }

  @ParameterizedTest
  @MethodSource("otherShapes")
  void fit_ofAnotherShape_isRefusedWithBoth(
      DropoutClassifier classifier, int classes, String shape, SparkSession spark) {
    Dataset<Row> rows = classes == 2 ? Blobs.binary(spark, 40) : Blobs.easy(spark, 40);
    Dataset<Row> wide =
        rows.withColumn(
            "wide",
            org.apache.spark.ml.functions.array_to_vector(
                functions.expr("array(1.0, 2.0, 3.0, 4.0, double(id))")));
    assertThatThrownBy(() -> classifier.setInitialModel(saved).fit(wide))
        .isInstanceOf(UnsupportedNetworkException.class)
        .hasMessage(
            "initialModel must have the features, hidden layers, classes and activation of this run, which are %s. Provided: %s, which has 4-16-3 relu. Leave hiddenLayers and the activation out, which takes those of the model. Train on a table whose features and labels are those that it was trained on, or leave initialModel out"
                .formatted(shape, saved));
  }

  private static StringIndexer indexer(String order) {
    return new StringIndexer().setInputCol("kind").setOutputCol("label").setStringOrderType(order);
  }

  private static Dataset<Row> kinds(SparkSession spark) {
    return Blobs.easy(spark, 60)
        .withColumn("kind", functions.expr("concat('k', cast(label as int))"))
        .drop("label");
  }

  private static Pipeline pipeline(PipelineStage... stages) {
    return new Pipeline().setStages(stages);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void fit_fromAPipeline_takesItsLastNetworkAndItsClasses(boolean nested, SparkSession spark)
      throws IOException {
    Dataset<Row> rows = kinds(spark);
    Pipeline two =
        pipeline(
            Blobs.classifier()
                .setMaxIter(0)
                .setPredictionCol("p")
                .setProbabilityCol("q")
                .setRawPredictionCol("r")
                .setHiddenLayers(3),
            Blobs.classifier());
    PipelineModel model = pipeline(indexer("alphabetAsc"), two).fit(rows);
    String place = folder.resolve("pipeline").toString();
    PipelineModel inner = (PipelineModel) model.stages()[1];
    if (nested) {
      model.write().save(place);
    } else {
      new PipelineModel("flat", List.of(model.stages()[0], inner.stages()[0], inner.stages()[1]))
          .write()
          .save(place);
    }
    DropoutClassifier classifier = warm().setInitialModel(place).setMaxIter(0);
    StringIndexerModel indexed = indexer("alphabetAsc").fit(rows);
    Dataset<Row> labelled = indexed.transform(rows);
    assertSameAnswers(
        classifier.fit(labelled), (DropoutClassificationModel) inner.stages()[1], labelled);
    Dataset<Row> turned = indexer("alphabetDesc").fit(rows).transform(rows);
    assertThatThrownBy(() -> classifier.fit(turned))
        .isInstanceOf(UnsupportedNetworkException.class)
        .hasMessage(
            "initialModel must have the classes of this run, in the same order. Those of this run are, from number 0 on, 'k2', 'k1', 'k0'. Provided: %s, of which they are 'k0', 'k1', 'k2'. Train on a table whose features and labels are those that it was trained on, or leave initialModel out"
                .formatted(place));
  }

  @Test
  void fit_fromAnIndexerThatKeepsTheRest_knowsItsClasses(SparkSession spark) throws IOException {
    Dataset<Row> rows = kinds(spark);
    StringIndexer keeping =
        new StringIndexer()
            .setInputCols(new String[] {"weight", "kind"})
            .setOutputCols(new String[] {"other", "label"})
            .setHandleInvalid("keep");
    String place = folder.resolve("pipeline").toString();
    PipelineModel model = pipeline(keeping, Blobs.classifier()).fit(rows);
    model.write().save(place);
    Dataset<Row> labelled = keeping.fit(rows).transform(rows);
    DropoutClassifier classifier = warm().setInitialModel(place).setMaxIter(0);
    assertThat(classifier.fit(labelled).numClasses()).isEqualTo(4);
    Dataset<Row> three = keeping.setHandleInvalid("error").fit(rows).transform(rows);
    assertThatThrownBy(() -> classifier.fit(three))
        .hasMessageContaining("from number 3 on, none. Provided: " + place)
        .hasMessageContaining("of which they are '__unknown'");
  }

  @Test
  void fit_fromNothing_isRefused(SparkSession spark) throws IOException {
    String rule =
        "initialModel must name the folder of a saved model, of a saved pipeline that holds one, or the output of jobs/train. Provided: ";
    Dataset<Row> rows = Blobs.easy(spark, 40);
    assertThatThrownBy(() -> warm().setInitialModel(folder + "/none").fit(rows))
        .isInstanceOf(UnsupportedNetworkException.class)
        .hasMessage(rule + folder + "/none, where there is nothing. Check the path");
    String other = folder.resolve("indexer").toString();
    indexer("alphabetAsc").fit(kinds(spark)).write().save(other);
    assertThatThrownBy(() -> warm().setInitialModel(other).fit(rows))
        .hasMessage(rule + other + ", which holds none. Check the path");
  }

  @Test
  void fit_fromANetworkOfAnotherEngine_isRefused(SparkSession spark) throws IOException {
    Dataset<Row> rows = Blobs.easy(spark, 40);
    String place =
        save(
            new DropoutClassifier()
                .setEngine("dl4j")
                .setNetwork(Networks.dense(4, 3, null).toJson())
                .setMaxIter(0)
                .fit(rows));
    assertThatThrownBy(() -> warm().setInitialModel(place).fit(rows))
        .isInstanceOf(UnsupportedNetworkException.class)
        .hasMessage(
            "initialModel must be a dense network of our own engine. Provided: %s, which is one of engine = dl4j: dense 12, output 3. Start from a model that was trained with engine = blas"
                .formatted(place));
  }

  @Test
  void checkParams_ofAnotherEngine_isRefused() {
    assertThatThrownBy(() -> warm().setEngine("dl4j").setNetwork("net.zip").checkParams())
        .hasMessage(
            "initialModel must not be set with engine = dl4j. Provided value: %s. Leave it out, and set network = model-dl4j.zip, a network with its weights, which jobs write with export.formats = [dl4j]"
                .formatted(saved));
  }

  @Test
  void checkParams_otherWeightsToStartFrom_areRefused() {
    DropoutClassifier classifier =
        warm().setNetwork("net.h5").setInitialization("glorot").setInitialStd(0.1);
    assertThatThrownBy(classifier::checkParams)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "initialModel says which weights training starts from. These params must not be set: initialStd = 0.1, initialization = \"glorot\", network = \"net.h5\". Leave them out, or leave initialModel out");
  }

  @Test
  void fit_checkpointOfAnotherStart_isRefused(SparkSession spark) throws IOException {
    Dataset<Row> rows = Blobs.hard(spark, 100);
    String kept = folder.resolve("checkpoints").toString();
    DropoutClassifier classifier = warm().setMaxIter(2).setCheckpointPath(kept);
    DropoutClassificationModel model = classifier.fit(rows);
    String copy = save(trained);
    assertThat(classifier.setInitialModel(copy).fit(rows).weightsDigest())
        .isEqualTo(model.weightsDigest());
    assertThat(DropoutClassificationModel.fromCheckpoint(kept).weightsDigest())
        .isEqualTo(model.weightsDigest());
    assertThatThrownBy(() -> classifier.setInitialModel(save(model)).fit(rows))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("\n  SHA-256 of the weights to start from: ");
  }
}
