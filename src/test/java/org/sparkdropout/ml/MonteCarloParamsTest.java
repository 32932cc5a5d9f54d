package org.sparkdropout.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkdropout.data.InvalidDataException;
import org.sparkdropout.ml.param.Setting;
import org.sparkdropout.ml.param.TrainingSettings;
import org.sparkdropout.testing.SparkTest;

/** What the params of models that average thinned networks must fulfil. */
@SparkTest
class MonteCarloParamsTest {
  private static DropoutClassificationModel fitted;

  @BeforeAll
  static void fit(SparkSession spark) {
    fitted = Blobs.classifier().setMaxIter(0).fit(Blobs.easy(spark, 60));
  }

  private static DropoutClassificationModel model() {
    return fitted.copy(ParamMap.empty());
  }

  private static DropoutClassificationModel monteCarlo(int samples) {
    return MonteCarloModelTest.withAllColumns(model(), samples);
  }

  @Test
  void params_ofModels_areThoseOfTheTable(SparkSession spark) {
    DropoutRegressionModel numbers =
        new DropoutRegressor()
            .setHiddenLayers(4)
            .setMaxIter(0)
            .setReplicas(1)
            .fit(Numbers.table(spark, 50));
    for (Setting<?> setting : TrainingSettings.all()) {
      for (DropoutModel model : List.of(model(), numbers)) {
        if (setting.isOfModelsAlone()) {
          Param<Object> param = model.getParam(setting.name());
          assertThat(param.doc()).isEqualTo(setting.text());
          assertThat(model.getDefault(param).isDefined()).isEqualTo(setting.initial().isPresent());
          assertThat(setting.initial().orElse(0)).isEqualTo(0);
        }
      }
    }
    assertThat(model().getMonteCarlo()).isZero();
    assertThat(new DropoutClassifier().hasParam("monteCarlo")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"predictiveEntropyCol", "mutualInformationCol", "spreadCol"})
  void transformSchema_columnWithoutMonteCarlo_isRefused(String param) {
    DropoutClassificationModel model = model();
    model.set(model.getParam(param), "told");
    assertThatThrownBy(() -> model.transformSchema(Blobs.SCHEMA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "%s needs monteCarlo of at least 1: it tells how much thinned networks disagree. Provided: %s = told, monteCarlo = 0. Set monteCarlo, such as 50, or leave the column out",
            param, param);
  }

  @ParameterizedTest
  @CsvSource({
    "spreadCol, prediction, predictionCol",
    "spreadCol, entropy, predictiveEntropyCol",
    "mutualInformationCol, probability, probabilityCol"
  })
  void transformSchema_columnsOfOneName_areRefused(String param, String name, String other) {
    DropoutClassificationModel model = monteCarlo(2);
    model.set(model.getParam(param), name);
    assertThatThrownBy(() -> model.transformSchema(Blobs.SCHEMA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "%s must name another column than %s. Provided value of both: %s", param, other, name);
  }

  @Test
  void transformSchema_columnThatTheTableHas_isRefused() {
    DropoutClassificationModel model = monteCarlo(2).setSpreadCol("weight");
    assertThatThrownBy(() -> model.transformSchema(Blobs.SCHEMA))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageStartingWith("spreadCol must name a new column. Provided value: weight");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 10_001})
  void setMonteCarlo_outOfRange_isRefused(int samples) {
    assertThatThrownBy(() -> model().setMonteCarlo(samples))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("monteCarlo must be in [0, 10000]. Provided value: " + samples);
  }

  @Test
  void transformSchema_networkWithoutDropout_isRefused(SparkSession spark) {
    DropoutClassificationModel model =
        Blobs.classifier().setHiddenDropout(0).setMaxIter(0).fit(Blobs.easy(spark, 60));
    model.setMonteCarlo(7);
    assertThatThrownBy(() -> model.transformSchema(Blobs.SCHEMA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "monteCarlo must be 0 for a network that was trained without dropout: its thinned networks would all be the whole one. Provided value: 7. Dropout of the network: input 0.0, hidden [0.0]. Set monteCarlo = 0, or train with dropout");
  }
}
