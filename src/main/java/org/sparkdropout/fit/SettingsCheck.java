package org.sparkdropout.fit;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.sparkdropout.ml.param.Columns;
import org.sparkdropout.ml.param.Setting;
import org.sparkdropout.ml.param.SharedParams;
import org.sparkdropout.ml.param.TrainingSettings;

/** What params must fulfil together; each alone is checked when it is set. */
public final class SettingsCheck {
  /** Params that name columns: those that training reads, then those that scoring adds. */
  private static final List<String> COLUMNS =
      List.of(
          "featuresCol",
          "labelCol",
          "weightCol",
          "validationIndicatorCol",
          "predictionCol",
          "probabilityCol",
          "rawPredictionCol",
          "quantilesCol");

  private final SharedParams params;

  /**
   * Of params as they are when they are checked.
   *
   * @param params of an estimator
   */
  public SettingsCheck(SharedParams params) {
    this.params = params;
  }

  /**
   * Checks all rules.
   *
   * @throws IllegalArgumentException for the first that is broken
   */
  public void check() {
    EngineFactory.of(params).check(params);
    Task.of(params).check();
    checkHiddenDropout();
    checkMaskSharing();
    checkDropoutSchedule();
    checkDecay();
    checkOuterWarmup();
    checkValidation();
    checkColumns();
  }

  /**
   * Checks the params against the outputs of a network.
   *
   * @param params of an estimator or a model
   * @param outputs of the network: of classes their number
   * @throws IllegalArgumentException if they do not fit
   */
  public static void checkOutputs(SharedParams params, int outputs) {
    Task.of(params).check(outputs);
  }

  /**
   * Refuses params that something else says.
   *
   * @param params of an estimator
   * @param said which settings must not be set
   * @param message in which %s stands for the params that are set, with their values
   * @throws IllegalArgumentException if one is set
   */
  public static void requireUnset(SharedParams params, Predicate<Setting<?>> said, String message) {
    List<Param<?>> set =
        TrainingSettings.all().stream()
            .filter(said)
            .filter(setting -> params.hasParam(setting.name()))
            .<Param<?>>map(setting -> params.getParam(setting.name()))
            .filter(params::isSet)
            .toList();
    require(set.isEmpty(), message.formatted(assignments(params, set)));
  }

  /** Params with their values, such as {@code hiddenLayers = [4]}, by name. */
  static String assignments(Params owner, List<Param<?>> set) {
    return set.stream()
        .map(param -> param.name() + " = " + value(owner, param))
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static <T> String value(Params owner, Param<T> param) {
    return param.jsonEncode(owner.getOrDefault(param));
  }

  private void checkHiddenDropout() {
    if (Columns.isNamed(params, params.network()) || followsModel()) {
      return; // Checked where the file has said how many layers there are.
    }
    int hidden = params.getHiddenLayers().length;
    double[] dropout = params.getHiddenDropout();
    require(
        dropout.length == 1 || dropout.length == hidden,
        "hiddenDropout must hold one value, or one for each of the %d hiddenLayers. Provided value: %s"
            .formatted(hidden, Arrays.toString(dropout)));
  }

  private boolean followsModel() {
    return Columns.isNamed(params, params.initialModel()) && !params.isSet(params.hiddenLayers());
  }

  private void checkMaskSharing() {
    require(
        !params.getDropoutKind().equals("gaussian") || params.getMaskSharing().equals("example"),
        "maskSharing must be example with dropoutKind gaussian, which drops no units. Provided value: %s"
            .formatted(params.getMaskSharing()));
  }

  private void checkDropoutSchedule() {
    String schedule = params.getDropoutSchedule();
    boolean constant = schedule.equals("constant");
    require(
        constant || params.getMaskSharing().equals("example"),
        "dropoutSchedule must be constant with maskSharing = %s, whose thinned networks are of one size. Provided value: %s. Set maskSharing = example, or leave dropoutSchedule out"
            .formatted(params.getMaskSharing(), schedule));
    boolean switches = schedule.equals("early") || schedule.equals("late");
    double at = params.getDropoutSwitchEpoch();
    require(
        !switches || (at > 0 && at < params.getMaxIter()),
        "dropoutSwitchEpoch must be above 0 and below maxIter = %d with dropoutSchedule = %s. Provided value: %s. A third of maxIter is a good start"
            .formatted(params.getMaxIter(), schedule, at));
    require(
        switches || at == 0,
        "dropoutSwitchEpoch must be 0 with dropoutSchedule = %s, which does not switch. Provided value: %s. Leave it out, or set dropoutSchedule = early or late"
            .formatted(schedule, at));
  }

  private void checkDecay() {
    double decay = params.getLearningRateDecay();
    require(
        !params.getLearningRateSchedule().equals("exponential") || (decay > 0 && decay <= 1),
        "learningRateDecay must be in (0, 1] with learningRateSchedule exponential. Provided value: %s"
            .formatted(decay));
  }

  private void checkOuterWarmup() {
    double epochs = params.getOuterWarmupEpochs();
    require(
        epochs == 0 || params.getOuterMomentum() > 0,
        "outerWarmupEpochs must be 0 with outerMomentum = 0, which has no momentum to grow. Provided value: %s. Leave it out, or set outerMomentum, such as 0.8, and outerLearningRate = 0.7"
            .formatted(epochs));
  }

  private void checkValidation() {
    boolean indicator = Columns.isNamed(params, params.validationIndicatorCol());
    boolean fraction = params.getValidationFraction() > 0;
    require(
        !indicator || !fraction,
        "validationFraction must be 0 where validationIndicatorCol is set. Provided value: %s. Unset one of them"
            .formatted(params.getValidationFraction()));
    require(
        params.getPatience() == 0 || indicator || fraction,
        "patience must be 0 without validation rows. Provided value: %d. Set validationFraction or validationIndicatorCol"
            .formatted(params.getPatience()));
  }

  /** Columns that are read differ from one another, and those that are written from all others. */
  private void checkColumns() {
    Map<String, String> roles = new HashMap<>();
    for (String role : COLUMNS) {
      SchemaCheck.column(params, role).ifPresent(name -> claim(name, role, roles));
    }
  }

  private static void claim(String column, String role, Map<String, String> roles) {
    String other = roles.putIfAbsent(column, role);
    require(
        other == null,
        "%s must name another column than %s. Provided value of both: %s"
            .formatted(role, other, column));
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
