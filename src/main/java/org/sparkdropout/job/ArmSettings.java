package org.sparkdropout.job;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.sparkdropout.compare.Arm;
import org.sparkdropout.compare.SweepPoint;
import org.sparkdropout.fit.EngineFactory;
import org.sparkdropout.ml.DropoutEstimator;

/** The arms that {@code compare.arms} names: known ones, and blocks of {@code compare.arm}. */
final class ArmSettings {
  static final String ARMS = "compare.arms";
  static final String BLOCKS = "compare.arm";
  private static final String MONTE_CARLO = "score.monteCarlo";
  private static final String TRAINING_ROWS = "compare.trainingRows";
  private static final String ENGINE = "train.engine";
  private static final String BLAS = "blas";
  private static final int MOST_SAMPLES = 10_000;

  /** Settings of a block that are not those of train. */
  private static final Map<String, String> BESIDE =
      Map.of("monteCarlo", MONTE_CARLO, "trainingRows", TRAINING_ROWS);

  /** compare, arm, the name of the arm, and that of the setting. */
  private static final int PATH_IN_BLOCK = 4;

  /** What all arms must share, so that their runs are paired and stop by the same rule. */
  private static final Set<String> SHARED =
      Set.of(
          "task",
          "seed",
          "featuresCol",
          "labelCol",
          "weightCol",
          "validationIndicatorCol",
          "validationFraction",
          "patience",
          "earlyStoppingMetric",
          "handleInvalid");

  private static final Map<String, UnaryOperator<DropoutEstimator<?, ?>>> KNOWN = known();

  private final Settings settings;
  private final ConfigObject tuned;

  ArmSettings(Settings settings) {
    this(settings, ConfigFactory.empty().root());
  }

  /**
   * The arms with some settings tuned.
   *
   * @param settings of the job
   * @param tuned a block of settings that win over those of all arms
   */
  ArmSettings(Settings settings, ConfigObject tuned) {
    this.settings = settings;
    this.tuned = tuned;
  }

  private static Map<String, UnaryOperator<DropoutEstimator<?, ?>>> known() {
    Map<String, UnaryOperator<DropoutEstimator<?, ?>>> known = new TreeMap<>();
    known.put("with dropout", one -> one);
    known.put("without dropout", DropoutEstimator::dropNothing);
    known.put("none", one -> unbounded(one.dropNothing()));
    known.put("dropout", ArmSettings::unbounded);
    known.put("gaussian", one -> unbounded(gaussian(one)));
    known.put("maxNorm", one -> bounded(one.dropNothing()));
    known.put("dropout + maxNorm", ArmSettings::bounded);
    known.put("gaussian + maxNorm", one -> bounded(gaussian(one)));
    return known;
  }

  private static DropoutEstimator<?, ?> unbounded(DropoutEstimator<?, ?> one) {
    one.set(one.maxNorm(), 0.0);
    return one;
  }

  private static DropoutEstimator<?, ?> gaussian(DropoutEstimator<?, ?> one) {
    one.set(one.dropoutKind(), "gaussian");
    return one;
  }

  private static DropoutEstimator<?, ?> bounded(DropoutEstimator<?, ?> one) {
    if (!(one.getMaxNorm() > 0)) {
      throw new SettingsException(
          "train.maxNorm must be above 0 for an arm with max-norm in %s. Provided value: %s. Set train.maxNorm, such as 3"
              .formatted(ARMS, one.getMaxNorm()));
    }
    return one;
  }

  /** Whether a key is that of a block. */
  static boolean isBlock(String key) {
    return key.startsWith(BLOCKS + ".") && ConfigUtil.splitPath(key).size() == PATH_IN_BLOCK - 1;
  }

  /** The setting that a key in a block stands for; of all other keys themselves. */
  static String settingOf(String key) {
    List<String> path = ConfigUtil.splitPath(key);
    boolean inBlock = key.startsWith(BLOCKS + ".") && path.size() == PATH_IN_BLOCK;
    return inBlock ? settingInBlock(path.get(PATH_IN_BLOCK - 1)) : key;
  }

  /** The key of a param of an arm. */
  static String keyOfParam(String name) {
    return BESIDE.getOrDefault(name, EstimatorSettings.key(name));
  }

  /** Whether a name in a block is not that of a setting of train. */
  static boolean isBeside(String name) {
    return BESIDE.containsKey(name);
  }

  /** The setting that a name in a block or a sweep stands for. */
  static String settingInBlock(String name) {
    return BESIDE.getOrDefault(name, ConfigUtil.joinPath("train", name));
  }

  /**
   * The arms: those that {@code compare.arms} names, and in a sweep each of them with each value,
   * one after the other.
   *
   * @return at least two, the baseline first
   * @throws SettingsException if a name is unknown or twice there, or two arms are the same
   */
  List<Arm> arms() {
    List<String> names = settings.texts(ARMS);
    List<SweepSettings.Point> points = new SweepSettings(settings).points();
    int fewest = points.size() > 1 ? 1 : 2;
    if (names.size() < fewest || Set.copyOf(names).size() < names.size()) {
      throw settings.wrong(
          ARMS, fewest == 1 ? "different names of arms" : "at least two different names of arms");
    }
    Set<String> unnamed = new TreeSet<>(blocks().keySet());
    names.forEach(unnamed::remove);
    if (!unnamed.isEmpty()) {
      throw settings.wrong(
          ARMS,
          "a list that names every block of %s. Not named: %s"
              .formatted(BLOCKS, String.join(", ", unnamed)));
    }
    List<Arm> arms = new ArrayList<>();
    for (String name : names) {
      if (points.isEmpty()) {
        arms.add(arm(name, settings, name, Optional.empty()));
      }
      points.forEach(point -> arms.add(arm(name, point, names.size() == 1)));
    }
    checkDifferent(arms);
    return List.copyOf(arms);
  }

  private Arm arm(String line, SweepSettings.Point point, boolean alone) {
    if (blocks().get(line) instanceof ConfigObject block) {
      checkApart(line, block, point.block());
    }
    String full = alone ? point.name() : "%s, %s".formatted(line, point.name());
    Settings swept = of(point.block(), SweepSettings.SWEEP, settings);
    return arm(line, swept, full, Optional.of(new SweepPoint(line, point.value())));
  }

  private static void checkApart(String line, ConfigObject block, ConfigObject swept) {
    Set<String> both = new TreeSet<>(block.keySet());
    both.retainAll(swept.keySet());
    if (!both.isEmpty()) {
      throw new SettingsException(
          "%s must not be set both in %s and in %s. Leave it out of one of them"
              .formatted(both.iterator().next(), keyOf(line), SweepSettings.SWEEP));
    }
  }

  private Arm arm(String line, Settings base, String name, Optional<SweepPoint> point) {
    if (blocks().containsKey(line)) {
      Settings ofArm = tuned(of(block(line), keyOf(line), base));
      return arm(name, ofArm, EstimatorSettings.estimator(ofArm), point);
    } else if (KNOWN.containsKey(line)) {
      Settings ofArm = tuned(base);
      return arm(name, ofArm, KNOWN.get(line).apply(EstimatorSettings.estimator(ofArm)), point);
    }
    Set<String> names = new TreeSet<>(KNOWN.keySet());
    names.addAll(blocks().keySet());
    throw settings.wrong(
        ARMS,
        "names of known arms, or keys of %s. Those are: %s"
            .formatted(BLOCKS, String.join(", ", names)));
  }

  private Settings tuned(Settings ofArm) {
    return tuned.isEmpty() ? ofArm : of(tuned, TuningSettings.TUNE, ofArm);
  }

  private static Arm arm(
      String name, Settings settings, DropoutEstimator<?, ?> one, Optional<SweepPoint> point) {
    return new Arm(name, one, beside(settings), point);
  }

  private static Arm.Beside beside(Settings settings) {
    int samples = settings.isNull(MONTE_CARLO) ? 0 : settings.between(MONTE_CARLO, 0, MOST_SAMPLES);
    if (samples > 0 && !settings.text(ENGINE).equals(BLAS)) {
      throw settings.wrong(
          ENGINE, "%s for arms with monteCarlo above 0, since it thins in scoring".formatted(BLAS));
    }
    return new Arm.Beside(samples, settings.between(TRAINING_ROWS, 0, Integer.MAX_VALUE));
  }

  private ConfigObject blocks() {
    return settings.config().getObject(BLOCKS);
  }

  private static String keyOf(String name) {
    return "%s.%s".formatted(BLOCKS, ConfigUtil.joinPath(name));
  }

  private ConfigObject block(String name) {
    if (blocks().get(name) instanceof ConfigObject block) {
      return block;
    }
    throw settings.wrong(
        keyOf(name),
        "a block of settings of train, such as %s { hiddenDropout = [0.2] }".formatted(name));
  }

  /** Settings in which those of a block take the place of others. */
  private static Settings of(ConfigObject block, String key, Settings base) {
    new TreeSet<>(block.keySet())
        .stream()
            .filter(SHARED::contains)
            .findFirst()
            .ifPresent(
                shared -> {
                  throw new SettingsException(
                      "%s must not be set in %s, since it is the same in all arms. Set train.%s"
                          .formatted(shared, key, shared));
                });
    try {
      Config changes = ConfigFactory.empty();
      for (Map.Entry<String, ConfigValue> entry : block.entrySet()) {
        changes = changes.withValue(settingInBlock(entry.getKey()), entry.getValue());
      }
      Settings ofArm = base.with(changes);
      EstimatorSettings.check(ofArm);
      return ofArm;
    } catch (SettingsException wrong) {
      throw new SettingsException("%s: %s".formatted(key, wrong.getMessage()), wrong);
    }
  }

  /** Arms with the same settings would be compared for nothing. */
  private static void checkDifferent(List<Arm> arms) {
    Map<Map<String, String>, String> seen = new HashMap<>();
    for (Arm arm : arms) {
      String same = seen.putIfAbsent(allOf(arm), arm.name());
      if (same != null) {
        throw new SettingsException(
            "%s must name arms whose settings differ. The same: \"%s\" and \"%s\". %s"
                .formatted(ARMS, same, arm.name(), remedy(arm)));
      }
    }
  }

  private static String remedy(Arm arm) {
    return arm.point()
        .map(
            point ->
                "What %s sweeps does not change \"%s\". Name other arms, or one alone: compare.arms = [\"with dropout\"]"
                    .formatted(SweepSettings.SWEEP, point.line()))
        .orElse("If nothing drops in train, set train.hiddenDropout above 0; or name other arms");
  }

  private static Map<String, String> allOf(Arm arm) {
    Map<String, String> all = new TreeMap<>(arm.defaults());
    all.putAll(arm.params());
    if (!EngineFactory.of(arm.estimator()).asks(arm.estimator().hiddenDropout().name())) {
      all.put("arm", arm.name()); // What drops is in a file that has not been read.
    }
    return all;
  }
}
