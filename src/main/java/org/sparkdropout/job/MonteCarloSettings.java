package org.sparkdropout.job;

import org.apache.spark.ml.param.Param;
import org.sparkdropout.ml.DropoutModel;
import org.sparkdropout.ml.param.Setting;
import org.sparkdropout.ml.param.TrainingSettings;

/**
 * How the group {@code score} has thinned networks score. What it leaves at null stays as the model
 * has it.
 */
final class MonteCarloSettings {
  private MonteCarloSettings() {}

  /**
   * Sets the params of a model.
   *
   * @throws SettingsException if a value is out of its range, or does not fit the others or the
   *     network
   */
  static void applyTo(DropoutModel model, Settings settings) {
    checkWhole(settings, EstimatorSettings.key(model.monteCarlo()));
    for (Param<?> param : model.params()) {
      boolean isOfModels =
          TrainingSettings.named(param.name()).filter(Setting::isOfModelsAlone).isPresent();
      if (isOfModels && !settings.isNull(EstimatorSettings.key(param))) {
        EstimatorSettings.set(model, param, settings);
      }
    }
    try {
      model.checkParams();
    } catch (IllegalArgumentException wrong) {
      throw new SettingsException(KeysForParams.in(wrong.getMessage()), wrong);
    }
  }

  /** A fraction would be cut off as it is read. */
  private static void checkWhole(Settings settings, String key) {
    if (!settings.isNull(key) && !settings.plain(key).matches("[+-]?\\d+")) {
      throw settings.wrong(key, "a whole number, or null");
    }
  }
}
