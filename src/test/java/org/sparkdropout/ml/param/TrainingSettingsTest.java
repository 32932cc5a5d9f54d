package org.sparkdropout.ml.param;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.param.Param;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparkdropout.ml.DropoutClassifier;
import org.sparkdropout.ml.DropoutRegressor;

class TrainingSettingsTest {
  static List<Named<Setting<?>>> settings() {
    return named(all().stream());
  }

  /** Those of models are compared in {@code MonteCarloParamsTest}, which has models. */
  static List<Named<Setting<?>>> settingsOfEstimators() {
    return named(all().stream().filter(setting -> !setting.isOfModelsAlone()));
  }

  private static List<Named<Setting<?>>> named(Stream<Setting<?>> settings) {
    return settings.<Named<Setting<?>>>map(setting -> Named.of(setting.name(), setting)).toList();
  }

  private static List<Setting<?>> all() {
    return TrainingSettings.all();
  }

  /** A row that is not in the list would have no document, engine or identity. */
  @Test
  void all_isEveryRow() {
    List<Object> rows =
        Arrays.stream(TrainingSettings.class.getDeclaredFields())
            .filter(field -> field.getType() == Setting.class)
            .map(TrainingSettingsTest::value)
            .toList();
    assertThat(rows).hasSizeGreaterThan(30);
    assertThat(all()).containsExactlyInAnyOrderElementsOf(cast(rows)).doesNotHaveDuplicates();
  }

  private static Object value(Field field) {
    try {
      return field.get(null);
    } catch (IllegalAccessException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static List<Setting<?>> cast(List<Object> rows) {
    return rows.stream().<Setting<?>>map(row -> (Setting<?>) row).toList();
  }

  @ParameterizedTest
  @MethodSource("settingsOfEstimators")
  void param_ofASetting_hasItsNameTextAndDefault(Setting<?> setting) {
    List<SharedParams> estimators = List.of(new DropoutClassifier(), new DropoutRegressor());
    assertThat(estimators)
        .filteredOn(estimator -> estimator.hasParam(setting.name()))
        .hasSize(setting.estimators() == Setting.Estimators.ALL ? 2 : 1)
        .allSatisfy(
            estimator -> {
              Param<Object> param = estimator.getParam(setting.name());
              assertThat(param.doc()).isEqualTo(setting.text());
              assertThat(estimator.hasDefault(param)).isEqualTo(setting.initial().isPresent());
              setting
                  .initial()
                  .ifPresent(
                      value -> assertThat(estimator.getDefault(param).get()).isEqualTo(value));
            });
  }

  /** A value that users do not read of is one that they do not use. */
  @ParameterizedTest
  @MethodSource("settings")
  void text_ofAChoice_namesEachValue(Setting<?> setting) {
    String rule = setting.rule().text();
    if (rule.matches("\\w+(, \\w+)* or \\w+")) {
      assertThat(setting.text()).contains(rule.split(", | or ", -1));
    }
  }

  @Test
  void isAskedBy_ourEngine_isEverySetting() {
    assertThat(all()).allMatch(setting -> setting.isAskedBy("blas"));
  }

  @Test
  void isAskedBy_another_isWhatTheFileOfANetworkCannotSay() {
    assertThat(all())
        .filteredOn(setting -> setting.isAskedBy("dl4j"))
        .extracting(Setting::name)
        .contains("maxIter", "batchSize", "learningRate", "momentum", "seed", "network")
        .doesNotContain("hiddenLayers", "activation", "hiddenDropout", "maxNorm", "precision");
  }
}
