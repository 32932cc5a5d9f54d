package org.sparkdropout.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.shared.HasMaxIter;
import org.apache.spark.ml.param.shared.HasSeed;
import org.apache.spark.ml.param.shared.HasWeightCol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkdropout.ml.param.Setting;
import org.sparkdropout.ml.param.TrainingSettings;

class DropoutParamsTest {
  /** Those of the table, and those that Spark's own classes declare. */
  private static final String[] NAMES =
      Stream.concat(
              TrainingSettings.all().stream()
                  .filter(setting -> setting.estimators() != Setting.Estimators.REGRESSOR)
                  .filter(setting -> !setting.isOfModelsAlone())
                  .map(Setting::name),
              Stream.of(
                  "featuresCol",
                  "labelCol",
                  "predictionCol",
                  "probabilityCol",
                  "rawPredictionCol",
                  "thresholds"))
          .sorted()
          .toArray(String[]::new);

  /** Saved models and Python know params by these names: a name that went would break them. */
  @ParameterizedTest
  @ValueSource(strings = {"model-v1"})
  void names_inSavedModels_areParams(String folder) throws IOException {
    String metadata =
        new String(
            DropoutParamsTest.class
                .getResourceAsStream(folder + "/metadata/part-00000")
                .readAllBytes(),
            StandardCharsets.UTF_8);
    JsonNode saved = new ObjectMapper().readTree(metadata);
    List<String> names = new ArrayList<>();
    saved.get("paramMap").fieldNames().forEachRemaining(names::add);
    saved.get("defaultParamMap").fieldNames().forEachRemaining(names::add);
    assertThat(NAMES).contains(names.toArray(String[]::new));
  }

  @Test
  void params_areFoundBySpark() {
    assertThat(Arrays.stream(new DropoutClassifier().params()).map(Param::name))
        .containsExactly(NAMES);
  }

  @Test
  void explainParams_listsEveryParamWithDocAndDefault() {
    String explained = new DropoutClassifier().explainParams();
    assertThat(explained.lines().map(line -> line.substring(0, line.indexOf(':'))))
        .containsExactly(NAMES);
    assertThat(explained)
        .contains("inputDropout: probability of dropping an input unit, in [0, 1) (default: 0.0)")
        .contains("activation: what hidden units compute: relu, logistic or tanh (default: relu)");
  }

  @Test
  void params_ofAnEstimator_areAllNamedByItsUid() {
    DropoutClassifier classifier = new DropoutClassifier("mine");
    assertThat(classifier.uid()).isEqualTo("mine");
    assertThat(classifier.params())
        .allSatisfy(param -> assertThat(param.parent()).isEqualTo("mine"));
    assertThat(new DropoutClassifier().uid()).startsWith("dropout_");
    assertThat(new DropoutClassifier().params())
        .noneSatisfy(param -> assertThat(param.parent()).isNull());
  }

  @Test
  void defaults_areTheDocumentedOnes() {
    DropoutClassifier classifier = new DropoutClassifier();
    assertThat(classifier.getHiddenLayers()).containsExactly(512, 512);
    assertThat(classifier.getActivation()).isEqualTo("relu");
    assertThat(classifier.getInitialization()).isEqualTo("he");
    assertThat(classifier.getInitialStd()).isEqualTo(0.01);
    assertThat(classifier.getInputDropout()).isZero();
    assertThat(classifier.getHiddenDropout()).containsExactly(0.5);
    assertThat(classifier.getDropoutKind()).isEqualTo("classic");
    assertThat(classifier.getMaxIter()).isEqualTo(20);
    assertThat(classifier.getBatchSize()).isEqualTo(128);
    assertThat(classifier.getLearningRate()).isEqualTo(0.1);
    assertThat(classifier.getLearningRateSchedule()).isEqualTo("constant");
    assertThat(classifier.getLearningRateDecay()).isZero();
    assertThat(classifier.getMomentum()).isEqualTo(0.9);
    assertThat(classifier.getInitialMomentum()).isEqualTo(0.5);
    assertThat(classifier.getMomentumRampEpochs()).isZero();
    assertThat(classifier.getNesterov()).isFalse();
    assertThat(classifier.getMaxNorm()).isEqualTo(3);
    assertThat(classifier.getRegParam()).isZero();
    assertThat(classifier.getGradientClip()).isZero();
    assertThat(classifier.getReplicas()).isZero();
    assertThat(classifier.getAveragingInterval()).isEqualTo(100);
    assertThat(classifier.getOuterLearningRate()).isEqualTo(1);
    assertThat(classifier.getOuterMomentum()).isZero();
    assertThat(classifier.getValidationFraction()).isZero();
    assertThat(classifier.getPatience()).isZero();
    assertThat(classifier.getEarlyStoppingMetric()).isEqualTo("loss");
    assertThat(classifier.getHandleInvalid()).isEqualTo("error");
    assertThat(classifier.getScoringBatchSize()).isEqualTo(1024);
    assertThat(classifier.getSeed()).isEqualTo(1929);
    assertThat(classifier.isDefined(classifier.weightCol())).isFalse();
    assertThat(classifier.isDefined(classifier.validationIndicatorCol())).isFalse();
  }

  @Test
  void copy_withExtra_setsItOnTheCopyOnly() {
    DropoutClassifier classifier = new DropoutClassifier().setHiddenLayers(7).setLearningRate(0.2);
    DropoutClassifier copy = classifier.copy(new ParamMap().put(classifier.learningRate().w(0.3)));
    assertThat(copy.uid()).isEqualTo(classifier.uid());
    assertThat(copy.getHiddenLayers()).containsExactly(7);
    assertThat(copy.getLearningRate()).isEqualTo(0.3);
    assertThat(classifier.getLearningRate()).isEqualTo(0.2);
  }

  @Test
  void estimator_hasSparksOwnTraits() {
    assertThat(new DropoutClassifier())
        .isInstanceOf(HasWeightCol.class)
        .isInstanceOf(HasSeed.class)
        .isInstanceOf(HasMaxIter.class);
  }

  static Stream<Arguments> wrongValues() {
    return Stream.of(
        wrong(
            c -> c.setHiddenDropout(0.5, 1.3),
            "hiddenDropout must be in [0, 1). Provided value: 1.3"),
        wrong(
            c -> c.setHiddenDropout(Double.NaN),
            "hiddenDropout must be in [0, 1). Provided value: NaN"),
        wrong(c -> c.setInputDropout(1), "inputDropout must be in [0, 1). Provided value: 1.0"),
        wrong(c -> c.setInputDropout(-0.1), "inputDropout must be in [0, 1). Provided value: -0.1"),
        wrong(c -> c.setHiddenLayers(5, 0), "hiddenLayers must be at least 1. Provided value: 0"),
        wrong(
            c -> c.setActivation("step"),
            "activation must be relu, logistic or tanh. Provided value: step"),
        wrong(
            c -> c.setInitialization("zero"),
            "initialization must be he, glorot or gaussian. Provided value: zero"),
        wrong(c -> c.setInitialStd(0), "initialStd must be in (0, Infinity). Provided value: 0.0"),
        wrong(
            c -> c.setDropoutKind("alpha"),
            "dropoutKind must be classic, inverted or gaussian. Provided value: alpha"),
        wrong(
            c -> c.setMaskSharing("epoch"),
            "maskSharing must be example, batch or round. Provided value: epoch"),
        wrong(c -> c.setMaxIter(-1), "maxIter must be at least 0. Provided value: -1"),
        wrong(c -> c.setBatchSize(0), "batchSize must be at least 1. Provided value: 0"),
        wrong(
            c -> c.setLearningRate(0),
            "learningRate must be in (0, Infinity). Provided value: 0.0"),
        wrong(
            c -> c.setLearningRateSchedule("step"),
            "learningRateSchedule must be constant, inverseTime, exponential, linear, cosine, flatCosine, flatLinear or oneCycle. Provided value: step"),
        wrong(
            c -> c.setLearningRateDecay(-1),
            "learningRateDecay must be in [0, Infinity). Provided value: -1.0"),
        wrong(c -> c.setMomentum(1), "momentum must be in [0, 1). Provided value: 1.0"),
        wrong(
            c -> c.setInitialMomentum(2), "initialMomentum must be in [0, 1). Provided value: 2.0"),
        wrong(
            c -> c.setMomentumRampEpochs(-1),
            "momentumRampEpochs must be in [0, Infinity). Provided value: -1.0"),
        wrong(c -> c.setMaxNorm(-1), "maxNorm must be in [0, Infinity). Provided value: -1.0"),
        wrong(
            c -> c.setRegParam(Double.POSITIVE_INFINITY),
            "regParam must be in [0, Infinity). Provided value: Infinity"),
        wrong(
            c -> c.setGradientClip(-2),
            "gradientClip must be in [0, Infinity). Provided value: -2.0"),
        wrong(c -> c.setReplicas(-1), "replicas must be in [0, 65536]. Provided value: -1"),
        wrong(
            c -> c.setAveragingInterval(0),
            "averagingInterval must be at least 1. Provided value: 0"),
        wrong(
            c -> c.setAveragingPath("tree"),
            "averagingPath must be auto, driver or slices. Provided value: tree"),
        wrong(
            c -> c.setOuterLearningRate(0),
            "outerLearningRate must be in (0, Infinity). Provided value: 0.0"),
        wrong(c -> c.setOuterMomentum(1), "outerMomentum must be in [0, 1). Provided value: 1.0"),
        wrong(
            c -> c.setValidationFraction(1),
            "validationFraction must be in [0, 1). Provided value: 1.0"),
        wrong(c -> c.setPatience(-1), "patience must be at least 0. Provided value: -1"),
        wrong(
            c -> c.setEarlyStoppingMetric("auc"),
            "earlyStoppingMetric must be loss or error. Provided value: auc"),
        wrong(
            c -> c.setHandleInvalid("drop"),
            "handleInvalid must be error, skip or keep. Provided value: drop"),
        wrong(
            c -> c.setHandleInvalid(null),
            "handleInvalid must be error, skip or keep. Provided value: null"),
        wrong(
            c -> c.setScoringBatchSize(0),
            "scoringBatchSize must be at least 1. Provided value: 0"));
  }

  private static Arguments wrong(Consumer<DropoutClassifier> setting, String message) {
    return Arguments.of(setting, message);
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("wrongValues")
  void set_valueOutOfRange_isRefused(Consumer<DropoutClassifier> setting, String message) {
    assertThatThrownBy(() -> setting.accept(new DropoutClassifier()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void setHiddenLayers_inEveryForm_isTheSame() {
    int[] two = {64, 32};
    assertThat(new DropoutClassifier().setHiddenLayers(two).getHiddenLayers()).isEqualTo(two);
    assertThat(new DropoutClassifier().setHiddenLayers(64, 32).getHiddenLayers()).isEqualTo(two);
    assertThat(new DropoutClassifier().setHiddenLayers(List.of(64, 32)).getHiddenLayers())
        .isEqualTo(two);
    assertThat(new DropoutClassifier().setHiddenLayers(5).getHiddenLayers()).containsExactly(5);
    assertThat(new DropoutClassifier().setHiddenLayers(5, 4, 3).getHiddenLayers())
        .containsExactly(5, 4, 3);
    assertThat(new DropoutClassifier().setHiddenLayers(List.of()).getHiddenLayers()).isEmpty();
  }

  @Test
  void setHiddenDropout_inEveryForm_isTheSame() {
    double[] two = {0.5, 0.25};
    assertThat(new DropoutClassifier().setHiddenDropout(two).getHiddenDropout()).isEqualTo(two);
    assertThat(new DropoutClassifier().setHiddenDropout(0.5, 0.25).getHiddenDropout())
        .isEqualTo(two);
    assertThat(new DropoutClassifier().setHiddenDropout(List.of(0.5, 0.25)).getHiddenDropout())
        .isEqualTo(two);
    assertThat(new DropoutClassifier().setHiddenDropout(0).getHiddenDropout()).containsExactly(0);
    assertThat(new DropoutClassifier().setHiddenDropout(0.1, 0.2, 0.3).getHiddenDropout())
        .containsExactly(0.1, 0.2, 0.3);
  }

  @ParameterizedTest
  @ValueSource(doubles = {64.5, Double.NaN, 4e9})
  void setHiddenLayers_listOfNoWholeNumbers_isRefused(double value) {
    assertThatThrownBy(() -> new DropoutClassifier().setHiddenLayers(List.of(8, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("hiddenLayers must hold whole numbers. Provided value: " + value);
  }

  @Test
  void setLists_ofAnythingElse_areRefused() {
    List<Number> missing = Arrays.asList(1, null);
    assertThatThrownBy(() -> new DropoutClassifier().setHiddenLayers(missing))
        .hasMessage("hiddenLayers must hold whole numbers. Provided value: null");
    assertThatThrownBy(() -> new DropoutClassifier().setHiddenDropout(missing))
        .hasMessage("hiddenDropout must hold numbers. Provided value: null");
  }
}
