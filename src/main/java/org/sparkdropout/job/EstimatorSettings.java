package org.sparkdropout.job;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValueType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
import org.sparkdropout.ml.DropoutEstimator;
import org.sparkdropout.ml.DropoutRegressor;
import org.sparkdropout.ml.param.CheckpointParams;
import org.sparkdropout.ml.param.ClassWeights;
import org.sparkdropout.ml.param.Setting;
import org.sparkdropout.ml.param.SummaryParams;
import org.sparkdropout.ml.param.TrainingSettings;

/**
 * The settings of the groups {@code train}, {@code checkpoint} and {@code summary}: {@code train.X}
 * is the param {@code X} of the estimator that {@code train.task} names, {@code checkpoint.path}
 * its param {@code checkpointPath}. Params of models alone are in the group {@code score}.
 */
final class EstimatorSettings {
  private static final String GROUP = "train.";
  private static final String MODELS = "score.";

  /** Groups of their own, which the names of their params begin with. */
  private static final List<String> PREFIXES =
      List.of(CheckpointParams.PREFIX, SummaryParams.PREFIX);

  /** What is learnt from labels. */
  static final String TASK = "train.task";

  static final String REGRESSION = "regression";

  private static final Map<String, Supplier<DropoutEstimator<?, ?>>> TASKS =
      new TreeMap<>(
          Map.of("classification", DropoutClassifier::new, REGRESSION, DropoutRegressor::new));

  private EstimatorSettings() {}

  /**
   * The estimator of the task that settings name.
   *
   * @throws SettingsException if a value is out of its range, or of the other task
   */
  static DropoutEstimator<?, ?> estimator(Settings settings) {
    String task = settings.oneOf(TASK, List.copyOf(TASKS.keySet()));
    DropoutEstimator<?, ?> estimator = TASKS.get(task).get();
    for (String key : keys()) {
      if (settings.isChanged(key) && !settings.isNull(key)) {
        set(estimator, key, task, settings);
      }
    }
    return estimator;
  }

  /** The keys of the params of the estimator that settings name. */
  static Set<String> keys(Settings settings) {
    return Arrays.stream(estimator(settings).params())
        .map(EstimatorSettings::key)
        .collect(Collectors.toSet());
  }

  /** All keys that are params of an estimator. */
  private static Set<String> keys() {
    return estimators()
        .flatMap(estimator -> Arrays.stream(estimator.params()))
        .map(EstimatorSettings::key)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** One estimator of each task. */
  static Stream<DropoutEstimator<?, ?>> estimators() {
    return TASKS.values().stream().map(Supplier::get);
  }

  private static void set(
      DropoutEstimator<?, ?> estimator, String key, String task, Settings settings) {
    Param<?> param =
        Arrays.stream(estimator.params())
            .filter(one -> key(one).equals(key))
            .findFirst()
            .orElseThrow(
                () ->
                    new SettingsException(
                        "%s must not be set with %s = %s, which does not ask it. Leave it out, or set %s = %s"
                            .formatted(key, TASK, task, TASK, other(task))));
    set(estimator, param, settings);
  }

  private static String other(String task) {
    return TASKS.keySet().stream().filter(name -> !name.equals(task)).findFirst().orElseThrow();
  }

  /**
   * Checks the settings of the estimator against one another.
   *
   * @throws SettingsException if they do not fit
   */
  static void check(Settings settings) {
    DropoutEstimator<?, ?> estimator = estimator(settings);
    try {
      estimator.checkParams();
    } catch (IllegalArgumentException wrong) {
      throw new SettingsException(KeysForParams.in(wrong.getMessage()), wrong);
    }
  }

  /** The key of a param of any estimator. */
  static String key(Param<?> param) {
    return key(param.name());
  }

  static String key(String name) {
    if (TrainingSettings.named(name).filter(Setting::isOfModelsAlone).isPresent()) {
      return MODELS + name;
    }
    return PREFIXES.stream()
        .filter(name::startsWith)
        .map(group -> group + "." + StringUtils.uncapitalize(name.substring(group.length())))
        .findFirst()
        .orElse(GROUP + name);
  }

  /**
   * Sets a param to what its key says.
   *
   * @throws SettingsException if that is out of its range
   */
  static void set(Params target, Param<?> param, Settings settings) {
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
