package org.sparkdropout.job;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** What settings must fulfil together, as far as it can be told before any data is read. */
final class SettingsRules {
  private static final List<String> OTHER_ROLES =
      List.of("train.labelCol", "train.weightCol", "train.validationIndicatorCol");

  private SettingsRules() {}

  /**
   * Checks the settings of a job that trains.
   *
   * @throws SettingsException for the first rule that is broken
   */
  static void checkTraining(Settings settings) {
    settings.required("input.path");
    settings.required("output.path");
    new MlflowSettings(settings).check();
    checkFit(settings);
  }

  /**
   * Checks the settings of a job that plans training, and writes nothing.
   *
   * @throws SettingsException for the first rule that is broken
   */
  static void checkPlan(Settings settings) {
    settings.required("input.path");
    checkFit(settings);
    PlanSettings.of(settings);
    if (settings.whole("train.maxIter") == 0) {
      throw settings.wrong("train.maxIter", "at least 1 for a plan, which tells of epochs");
    }
  }

  private static void checkFit(Settings settings) {
    InputTable.testFraction(settings);
    settings.oneOf("prepare.impute", FeatureColumns.IMPUTE);
    settings.oneOf("prepare.scale", FeatureColumns.SCALE);
    checkRoles(settings);
    OutputNames.check(settings);
    checkClassifier(settings);
  }

  /**
   * Checks the settings of a job that compares, and so needs rows to measure on.
   *
   * @throws SettingsException for the first rule that is broken
   */
  static void checkComparison(Settings settings) {
    if (CompareTables.isAsked(settings)) {
      CompareTables.check(settings);
      return;
    }
    checkTraining(settings);
    TableSplits.check(settings);
    if (TableSplits.count(settings) == 1
        && settings.isNull("input.testPath")
        && InputTable.testFraction(settings) == 0) {
      throw new SettingsException(
          "compare needs rows to measure on. Set input.testPath, or input.testFraction such as"
              + " 0.2");
    }
    CompareSeeds.check(settings);
    settings.atLeast("compare.equivalence", 0);
    settings.between("compare.imageWidth", 0, Integer.MAX_VALUE);
    checkUnlessRaw(settings, one -> new ArmSettings(one).arms());
    checkUnlessRaw(settings, one -> new TuningSettings(one).trials());
  }

  /** A network that sees its label learns nothing else. */
  private static void checkRoles(Settings settings) {
    Set<String> features = new TreeSet<>(settings.texts("input.features"));
    features.addAll(settings.texts("input.categorical"));
    for (String role : OTHER_ROLES) {
      settings
          .optional(role)
          .filter(features::contains)
          .ifPresent(
              column -> {
                throw settings.wrong(
                    role, "a column that is not in input.features or input.categorical");
              });
    }
  }

  /**
   * Whether the columns are raw is known when the table is; settings that fit in neither case are
   * wrong now.
   */
  private static void checkClassifier(Settings settings) {
    checkUnlessRaw(settings, EstimatorSettings::check);
  }

  private static void checkUnlessRaw(Settings settings, Consumer<Settings> check) {
    try {
      check.accept(settings);
    } catch (SettingsException wrong) {
      if (!fits(RawColumnDefaults.under(settings), check)) {
        throw wrong;
      }
    }
  }

  private static boolean fits(Settings settings, Consumer<Settings> check) {
    try {
      check.accept(settings);
      return true;
    } catch (SettingsException wrong) {
      return false;
    }
  }
}
