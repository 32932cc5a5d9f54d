package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparkdropout.ml.DropoutClassifier;
import org.sparkdropout.ml.DropoutRegressor;

class EstimatorSettingsTest {
  private static final Map<String, Object> OTHERS =
      Map.ofEntries(
          Map.entry("featuresCol", "x"),
          Map.entry("labelCol", "y"),
          Map.entry("predictionCol", "p"),
          Map.entry("rawPredictionCol", "r"),
          Map.entry("probabilityCol", "q"),
          Map.entry("weightCol", "w"),
          Map.entry("validationIndicatorCol", "v"),
          Map.entry("thresholds", List.of(0.2, 0.8)),
          Map.entry("hiddenLayers", List.of(3, 4, 5)),
          Map.entry("activation", "tanh"),
          Map.entry("initialization", "gaussian"),
          Map.entry("initialStd", 0.5),
          Map.entry("inputDropout", 0.25),
          Map.entry("hiddenDropout", List.of(0.1, 0.2, 0.3)),
          Map.entry("dropoutKind", "inverted"),
          Map.entry("maskSharing", "round"),
          Map.entry("maxIter", 7),
          Map.entry("batchSize", 9),
          Map.entry("learningRate", 0.25),
          Map.entry("learningRateSchedule", "linear"),
          Map.entry("learningRateDecay", 0.5),
          Map.entry("momentum", 0.75),
          Map.entry("initialMomentum", 0.25),
          Map.entry("momentumRampEpochs", 2.5),
          Map.entry("nesterov", true),
          Map.entry("optimizer", "muon"),
          Map.entry("beta1", 0.5),
          Map.entry("beta2", 0.75),
          Map.entry("epsilon", 0.25),
          Map.entry("warmupEpochs", 1.5),
          Map.entry("weightDecay", 0.0625),
          Map.entry("labelSmoothing", 0.125),
          Map.entry("classWeights", "balanced"),
          Map.entry("weightAverage", 0.75),
          Map.entry("dropoutSchedule", "late"),
          Map.entry("dropoutSwitchEpoch", 2.5),
          Map.entry("precision", "bfloat16"),
          Map.entry("maxNorm", 2.0),
          Map.entry("regParam", 0.125),
          Map.entry("gradientClip", 4.0),
          Map.entry("replicas", 3),
          Map.entry("averagingInterval", 11),
          Map.entry("averagingPath", "slices"),
          Map.entry("averagingPrecision", "float8"),
          Map.entry("outerLearningRate", 0.75),
          Map.entry("outerMomentum", 0.5),
          Map.entry("outerWarmupEpochs", 2.5),
          Map.entry("engine", "dl4j"),
          Map.entry("network", "n"),
          Map.entry("initialModel", "m"),
          Map.entry("validationFraction", 0.25),
          Map.entry("patience", 6),
          Map.entry("earlyStoppingMetric", "error"),
          Map.entry("checkpointPath", "c"),
          Map.entry("checkpointInterval", "3 minutes"),
          Map.entry("checkpointKeep", 5),
          Map.entry("checkpointResume", false),
          Map.entry("summaryTensorboard", "t"),
          Map.entry("summaryName", "r"),
          Map.entry("handleInvalid", "skip"),
          Map.entry("scoringBatchSize", 13),
          Map.entry("seed", 1L << 40));

  private static SortedMap<String, Object> reference() {
    return reference(new DropoutClassifier());
  }

  private static SortedMap<String, Object> reference(Params estimator) {
    SortedMap<String, Object> defaults = new TreeMap<>();
    for (Param<?> param : estimator.params()) {
      ConfigValue value = Reference.load().defaults().get(EstimatorSettings.key(param));
      assertThat(value).as(EstimatorSettings.key(param)).isNotNull();
      defaults.put(
          param.name(), value.valueType() == ConfigValueType.NULL ? "unset" : value.unwrapped());
    }
    return defaults;
  }

  private static SortedMap<String, Object> params(Params classifier) {
    SortedMap<String, Object> values = new TreeMap<>();
    for (Param<?> param : classifier.params()) {
      Object value = classifier.isDefined(param) ? classifier.getOrDefault(param) : "unset";
      values.put(param.name(), value.getClass().isArray() ? list(value) : value);
    }
    return values;
  }

  private static List<Object> list(Object array) {
    List<Object> list = new ArrayList<>();
    for (int index = 0; index < Array.getLength(array); index++) {
      list.add(Array.get(array, index));
    }
    return list;
  }

  private static SortedMap<String, String> texts(SortedMap<String, Object> values) {
    SortedMap<String, String> texts = new TreeMap<>();
    values.forEach((name, value) -> texts.put(name, text(value)));
    return texts;
  }

  private static String text(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(EstimatorSettingsTest::text).toList().toString();
    }
    return value instanceof Number number
        ? new BigDecimal(number.toString()).stripTrailingZeros().toPlainString()
        : String.valueOf(value);
  }

  private static String key(String param) {
    return EstimatorSettings.key(param);
  }

  private static DropoutClassifier of(String... assignments) {
    return (DropoutClassifier)
        EstimatorSettings.estimator(Settings.read(Optional.empty(), List.of(assignments)));
  }

  @Test
  void reference_everyParam_isAKeyWithTheSameDefault() {
    assertThat(EstimatorSettings.estimators())
        .hasSize(2)
        .allSatisfy(
            estimator ->
                assertThat(texts(reference(estimator))).isEqualTo(texts(params(estimator))));
  }

  @Test
  void reference_everyKeyOfTheGroups_isAParam() {
    Set<String> keys = new TreeSet<>(Set.of(EstimatorSettings.TASK));
    EstimatorSettings.estimators()
        .flatMap(estimator -> Arrays.stream(estimator.params()))
        .map(EstimatorSettings::key)
        .forEach(keys::add);
    assertThat(Reference.load().defaults().keySet())
        .filteredOn(key -> key.matches("(train|checkpoint|summary)\\..*"))
        .filteredOn(key -> !key.startsWith(MlflowSettings.GROUP))
        .containsExactlyInAnyOrderElementsOf(keys);
  }

  @Test
  void classifier_everyKeySet_reachesTheParamOfTheSameName() {
    String[] assignments =
        OTHERS.entrySet().stream()
            .map(entry -> key(entry.getKey()) + "=" + entry.getValue())
            .toArray(String[]::new);
    assertThat(texts(params(of(assignments)))).isEqualTo(texts(new TreeMap<>(OTHERS)));
    assertThat(texts(new TreeMap<>(OTHERS)))
        .allSatisfy((name, value) -> assertThat(value).isNotEqualTo(texts(reference()).get(name)));
  }

  @Test
  void estimator_ofRegression_isARegressorWithItsParams() {
    DropoutRegressor regressor =
        (DropoutRegressor)
            EstimatorSettings.estimator(
                Settings.read(
                    Optional.empty(),
                    List.of(
                        "train.task=regression",
                        "train.loss=quantile",
                        "train.quantileProbabilities=[0.2, 0.8]",
                        "train.quantilesCol=all",
                        "train.maxIter=3")));
    assertThat(regressor.getLoss()).isEqualTo("quantile");
    assertThat(regressor.getQuantileProbabilities()).containsExactly(0.2, 0.8);
    assertThat(regressor.getQuantilesCol()).isEqualTo("all");
    assertThat(regressor.getMaxIter()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "classification, loss=huber, train.loss, regression",
    "regression, 'thresholds=[1, 1]', train.thresholds, classification",
    "regression, probabilityCol=p, train.probabilityCol, classification"
  })
  void estimator_settingOfTheOtherTask_isRefused(
      String task, String assignment, String key, String other) {
    assertThatThrownBy(() -> of("train.task=" + task, "train." + assignment))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "%s must not be set with train.task = %s, which does not ask it. Leave it out, or set train.task = %s",
            key, task, other);
  }

  @Test
  void classifier_nothingSet_setsNoParam() {
    DropoutClassifier classifier = of();
    assertThat(Arrays.stream(classifier.params()).filter(classifier::isSet)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "classWeights=balanced | balanced",
        "classWeights=yes = 5, no = 1 | yes = 5, no = 1",
        "classWeights={ yes = 5, no = 1 } | no = 1, yes = 5",
        "classWeights={ v1.2 = 5, 0 = 1.5, \"a, b\" = 2 } | 0 = 1.5, \"a, b\" = 2, v1.2 = 5",
        "classWeights.yes=5 | yes = 5"
      })
  void classifier_classWeights_areTextOrOptions(String assignment, String text) {
    assertThat(of("train." + assignment).getClassWeights()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "classWeights={ yes = -5 } | train.classWeights must be balanced, or one finite weight of at least 0 for each class that it names, such as yes = 5, no = 1. Provided value: {\"yes\":-5} (--set)",
        "classWeights={ yes = { no = many } } | train.classWeights must be balanced",
        "classWeights=[5, 1] | train.classWeights must be weights of the classes in training: balanced",
        "classWeights={} | train.classWeights must be balanced",
        "inputDropout=1.3 | train.inputDropout must be in [0, 1). Provided value: \"1.3\" (--set)",
        "hiddenDropout=0.5,-0.1 | train.hiddenDropout must be in [0, 1). Provided value: [0.5,-0.1] (--set)",
        "batchSize=0 | train.batchSize must be",
        "hiddenLayers=10,0 | train.hiddenLayers must be",
        "activation=relax | train.activation must be",
        "maxIter=-1 | train.maxIter must be",
        "replicas=3000000000 | train.replicas must be"
      })
  void classifier_outOfRange_errorNamesKeyRangeValueAndPlace(String assignment, String message) {
    assertThatThrownBy(() -> of("train." + assignment))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(message)
        .hasMessageEndingWith("(--set)");
  }
}
