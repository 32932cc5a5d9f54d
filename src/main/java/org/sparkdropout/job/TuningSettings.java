package org.sparkdropout.job;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.sparkdropout.compare.Arm;
import org.sparkdropout.compare.Tuning;

/** What {@code compare.tune} tries with every arm: all combinations of the values of settings. */
final class TuningSettings {
  static final String TUNE = "compare.tune";

  private static final int MOST_TRIALS = 100;

  private final Settings settings;

  TuningSettings(Settings settings) {
    this.settings = settings;
  }

  /** A combination of values. */
  private record Point(String name, ConfigObject block) {
    Point and(String setting, String text, ConfigValue value) {
      String more = "%s %s".formatted(setting, text);
      return new Point(
          name.isEmpty() ? more : "%s, %s".formatted(name, more), block.withValue(setting, value));
    }
  }

  /**
   * The trials of each arm.
   *
   * @return by arm, in the order of {@link ArmSettings#arms()}; empty if nothing is tuned
   * @throws SettingsException if a value is wrong, there are too many, or arms differ in nothing
   *     but what is tuned
   */
  List<List<Tuning.Trial>> trials() {
    List<Point> points = points();
    if (points.isEmpty()) {
      return List.of();
    }
    List<List<Arm>> arms =
        points.stream().map(point -> new ArmSettings(settings, point.block()).arms()).toList();
    if (arms.stream().flatMap(List::stream).anyMatch(arm -> arm.estimator().getMaxIter() == 0)) {
      throw settings.wrong("train.maxIter", "at least 1 where %s tunes".formatted(TUNE));
    }
    return IntStream.range(0, arms.get(0).size())
        .mapToObj(
            arm ->
                IntStream.range(0, points.size())
                    .mapToObj(
                        point ->
                            new Tuning.Trial(points.get(point).name(), arms.get(point).get(arm)))
                    .toList())
        .toList();
  }

  private List<Point> points() {
    Map<String, ConfigList> lists = SweepSettings.lists(settings, TUNE);
    if (lists.isEmpty()) {
      return List.of();
    }
    lists.keySet().stream()
        .filter(ArmSettings::isBeside)
        .findFirst()
        .ifPresent(
            name -> {
              throw new SettingsException(
                  "%s must not be set in %s: all trials use all training rows and the scaled network. Set it in a block of %s, or in %s"
                      .formatted(name, TUNE, ArmSettings.BLOCKS, SweepSettings.SWEEP));
            });
    List<Point> points = List.of(new Point("", ConfigFactory.empty().root()));
    for (Map.Entry<String, ConfigList> entry : lists.entrySet()) {
      points = with(points, entry.getKey(), entry.getValue());
    }
    if (points.size() < 2 || points.size() > MOST_TRIALS) {
      throw settings.wrong(
          TUNE,
          "a block of lists that make 2 to %d combinations, here %d"
              .formatted(MOST_TRIALS, points.size()));
    }
    return points;
  }

  private List<Point> with(List<Point> points, String setting, ConfigList values) {
    List<Point> more = new ArrayList<>();
    for (Point point : points) {
      for (ConfigValue value : values) {
        more.add(
            point.and(
                setting, SweepSettings.text(value), SweepSettings.value(settings, setting, value)));
      }
    }
    return more;
  }
}
