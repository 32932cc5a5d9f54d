package org.sparkdropout.job;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValueType;
import java.util.List;
import org.apache.commons.lang3.StringUtils;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.sparkdropout.ml.DropoutClassifier;
import org.sparkdropout.ml.param.CheckpointParams;
import org.sparkdropout.ml.param.ClassWeights;

/**
 * The settings of the groups {@code train} and {@code checkpoint}: {@code train.X} is the
 * classifier's param {@code X}, {@code checkpoint.path} its param {@code checkpointPath}.
 */
final class ClassifierSettings {
  private static final String GROUP = "train.";
  private static final String CHECKPOINTS = CheckpointParams.PREFIX;

  private ClassifierSettings() {}

  /**
   * Sets what differs from the defaults.
   *
   * @throws SettingsException naming the setting that is out of range
   */
  static DropoutClassifier classifier(Settings settings) {
    DropoutClassifier classifier = new DropoutClassifier();
    for (Param<?> param : classifier.params()) {
      String key = key(param);
      if (settings.isChanged(key) && !settings.isNull(key)) {
        set(classifier, param, settings);
      }
    }
    return classifier;
  }

  /**
   * Checks the settings of the two groups, each alone and all together.
   *
   * @throws SettingsException naming the setting that does not fit
   */
  static void check(Settings settings) {
    DropoutClassifier classifier = classifier(settings);
    try {
      classifier.checkParams();
    } catch (IllegalArgumentException wrong) {
      throw new SettingsException(KeysForParams.in(wrong.getMessage()), wrong);
    }
  }

  static String key(Param<?> param) {
    String name = param.name();
    return name.startsWith(CHECKPOINTS)
        ? CHECKPOINTS + "." + StringUtils.uncapitalize(name.substring(CHECKPOINTS.length()))
        : GROUP + name;
  }

  private static void set(Params target, Param<?> param, Settings settings) {
    String key = key(param);
    try {
      @SuppressWarnings("unchecked")
      Param<Object> untyped = (Param<Object>) param;
      target.set(untyped, value(param, settings, key));
    } catch (IllegalArgumentException | ConfigException wrong) {
      throw wrong(param, settings, wrong);
    }
  }

  private static SettingsException wrong(Param<?> param, Settings settings, Exception cause) {
    String rule = param.name() + " must be ";
    String message = String.valueOf(cause.getMessage());
    String mustBe =
        message.startsWith(rule) && message.contains(". ")
            ? message.substring(rule.length(), message.indexOf(". "))
            : param.doc();
    SettingsException wrong = settings.wrong(key(param), mustBe);
    wrong.initCause(cause);
    return wrong;
  }

  private static Object value(Param<?> param, Settings settings, String key) {
    Config config = settings.config();
    if (param instanceof IntParam) {
      return config.getInt(key);
    } else if (param instanceof LongParam) {
      return config.getLong(key);
    } else if (param instanceof DoubleParam) {
      return config.getDouble(key);
    } else if (param instanceof BooleanParam) {
      return config.getBoolean(key);
    } else if (param instanceof IntArrayParam) {
      return config.getIntList(key).stream().mapToInt(Integer::intValue).toArray();
    } else if (param instanceof DoubleArrayParam) {
      List<Double> list = config.getDoubleList(key);
      return list.stream().mapToDouble(Double::doubleValue).toArray();
    }
    return settings.value(key).valueType() == ConfigValueType.OBJECT
        ? ClassWeights.text(settings.options(key))
        : config.getString(key);
  }
}
