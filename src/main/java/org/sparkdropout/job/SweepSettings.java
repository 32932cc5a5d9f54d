package org.sparkdropout.job;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sparkdropout.compare.Sweep;

/**
 * What {@code compare.sweep} sweeps: a setting with its values, and perhaps others that change with
 * it.
 */
final class SweepSettings {
  static final String SWEEP = "compare.sweep";
  private static final String AXIS = "compare.axis";
  private static final String REFERENCE = "compare.reference";

  private final Settings settings;

  /**
   * A value of the sweep.
   *
   * @param name for people to read, such as {@code hiddenDropout 0.5}
   * @param value for people to read, such as {@code 0.5}
   * @param block the settings that it stands for
   */
  record Point(String name, String value, ConfigObject block) {}

  SweepSettings(Settings settings) {
    this.settings = settings;
  }

  /** Whether the value of a key is a list of values. */
  static boolean isList(String key) {
    return Stream.of(SWEEP, REFERENCE, TuningSettings.TUNE)
        .anyMatch(group -> key.startsWith(group + "."));
  }

  /**
   * The values.
   *
   * @return none if nothing is swept
   * @throws SettingsException if a setting has no list of values, or lists differ in length
   */
  List<Point> points() {
    Map<String, ConfigList> lists = lists(SWEEP);
    if (lists.isEmpty()) {
      return List.of();
    }
    String first = setting(lists);
    int values = lists.get(first).size();
    lists.forEach((name, list) -> checkLength(name, list, first, values));
    if (lists.get(first).stream().map(SweepSettings::text).distinct().count() < values) {
      throw settings.wrong(keyOf(SWEEP, first), "a list of different values");
    }
    return IntStream.range(0, values).mapToObj(place -> point(lists, first, place)).toList();
  }

  private void checkLength(String name, ConfigList list, String first, int values) {
    if (list.size() != values || values < 2) {
      throw settings.wrong(
          keyOf(SWEEP, name),
          values < 2
              ? "a list of at least two values"
              : "a list as long as that of %s, since they change together".formatted(first));
    }
  }

  /** The setting on the axis: one that changes alone, or the one that is named. */
  private String setting(Map<String, ConfigList> lists) {
    if (lists.size() == 1 && settings.isNull(AXIS)) {
      return lists.keySet().iterator().next();
    }
    return settings
        .optional(AXIS)
        .filter(lists::containsKey)
        .orElseThrow(
            () ->
                settings.wrong(
                    AXIS,
                    "the setting of %s that is on the axis, one of %s"
                        .formatted(SWEEP, String.join(", ", lists.keySet()))));
  }

  private Point point(Map<String, ConfigList> lists, String first, int place) {
    ConfigObject block = ConfigFactory.empty().root();
    for (Map.Entry<String, ConfigList> entry : lists.entrySet()) {
      block =
          block.withValue(
              entry.getKey(), value(settings, entry.getKey(), entry.getValue().get(place)));
    }
    String value = text(lists.get(first).get(place));
    return new Point("%s %s".formatted(first, value), value, block);
  }

  /** A setting that is a list may be swept by single numbers. */
  static ConfigValue value(Settings settings, String name, ConfigValue value) {
    String key = ArmSettings.settingInBlock(name);
    boolean single = value.valueType() != ConfigValueType.LIST;
    return single && isOfList(settings, key)
        ? ConfigValueFactory.fromIterable(List.of(value.unwrapped()))
        : value;
  }

  private static boolean isOfList(Settings settings, String key) {
    return settings.config().hasPathOrNull(key)
        && settings.value(key).valueType() == ConfigValueType.LIST;
  }

  /** A list of one number is read as that number. */
  static String text(ConfigValue value) {
    ConfigValue one = value instanceof ConfigList list && list.size() == 1 ? list.get(0) : value;
    return one.valueType() == ConfigValueType.STRING
        ? (String) one.unwrapped()
        : one.render(ConfigRenderOptions.concise());
  }

  /**
   * The sweep as the report names it.
   *
   * @return empty if nothing is swept
   * @throws SettingsException if a reference is no list of pairs of numbers
   */
  Optional<Sweep> sweep() {
    List<Point> points = points();
    if (points.isEmpty()) {
      return Optional.empty();
    }
    List<Sweep.Reference> references = new ArrayList<>();
    lists(REFERENCE).forEach((name, list) -> references.add(reference(name, list)));
    return Optional.of(
        new Sweep(setting(lists(SWEEP)), points.stream().map(Point::value).toList(), references));
  }

  private Sweep.Reference reference(String name, ConfigList list) {
    List<Double> values = new ArrayList<>();
    List<Double> errors = new ArrayList<>();
    for (ConfigValue pair : list) {
      if (!(pair.unwrapped() instanceof List<?> two
          && two.size() == 2
          && two.get(0) instanceof Number value
          && two.get(1) instanceof Number error)) {
        throw settings.wrong(
            keyOf(REFERENCE, name),
            "a list of pairs of a value and an error, such as [[0.5, 0.01]]");
      }
      values.add(value.doubleValue());
      errors.add(error.doubleValue());
    }
    return new Sweep.Reference(name, values, errors);
  }

  private static String keyOf(String group, String name) {
    return "%s.%s".formatted(group, ConfigUtil.joinPath(name));
  }

  private Map<String, ConfigList> lists(String group) {
    return lists(settings, group);
  }

  /** The lists of a group, by name. */
  static Map<String, ConfigList> lists(Settings settings, String group) {
    Map<String, ConfigList> lists = new TreeMap<>();
    settings
        .config()
        .getObject(group)
        .forEach(
            (name, value) -> {
              if (!(value instanceof ConfigList list)) {
                throw settings.wrong(keyOf(group, name), "a list");
              }
              lists.put(name, list);
            });
    return lists;
  }
}
