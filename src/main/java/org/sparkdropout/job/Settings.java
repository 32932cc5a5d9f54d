package org.sparkdropout.job;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.sparkdropout.redact.Redaction;

/**
 * The settings of a job: every key of {@code conf/reference.conf} with the value given, or its
 * default. Immutable; keys and types have been checked.
 */
public final class Settings {
  private final Config given;
  private final Config defaults;
  private final Reference reference;
  private final Config config;
  private final Redaction redaction;

  /**
   * Settings of three ranks.
   *
   * @param given what the user has set
   * @param defaults values that take the place of the reference's
   * @param reference all other values
   */
  Settings(Config given, Config defaults, Reference reference) {
    this.given = given;
    this.defaults = defaults;
    this.reference = reference;
    this.config = given.withFallback(defaults).withFallback(reference.config()).resolve();
    this.redaction = SettingSecrets.of(given, config);
  }

  /**
   * Reads settings.
   *
   * @param file a HOCON file, if one was given
   * @param assignments of the form key=value, which win over the file
   * @return checked settings
   * @throws SettingsException if the file cannot be read, a key is unknown or a type is wrong
   */
  public static Settings read(Optional<Path> file, List<String> assignments) {
    return new SettingsReader(Reference.load()).read(file, assignments);
  }

  /**
   * These settings with other defaults.
   *
   * @param others values that take the place of the reference's; what the user has set stays
   */
  Settings withDefaults(Config others) {
    return new Settings(given, others, reference);
  }

  /**
   * These settings with others that win over what the user has set.
   *
   * @throws SettingsException if a key is unknown or a type is wrong
   */
  Settings with(Config others) {
    Settings more = new Settings(others.withFallback(given), defaults, reference);
    new SettingsReader(reference).check(more);
    return more;
  }

  /** Whether the user has set a key, be it to its default. */
  boolean isGiven(String key) {
    return given.hasPathOrNull(key);
  }

  /** The keys whose default is not the reference's, and that the user has not set. */
  List<String> defaultsInPlace() {
    return defaults.entrySet().stream()
        .map(Map.Entry::getKey)
        .filter(key -> !isGiven(key))
        .sorted()
        .toList();
  }

  /** The files that the user's settings come from, those that they include among them. */
  List<Path> files() {
    return given.entrySet().stream()
        .map(entry -> entry.getValue().origin().filename())
        .filter(Objects::nonNull)
        .distinct()
        .map(Path::of)
        .toList();
  }

  /** What keeps the secrets among these settings, and those of Spark, out of texts. */
  Redaction redaction() {
    return redaction;
  }

  Reference reference() {
    return reference;
  }

  String text(String key) {
    return config.getString(key);
  }

  /** The value of a key that has no default. */
  String required(String key) {
    return optional(key)
        .orElseThrow(
            () ->
                new SettingsException(
                    "%s must be set. Set it in the file of --config or with --set %s=..."
                        .formatted(key, key)));
  }

  /** The value of a key that may be left out; an empty text is none. */
  Optional<String> optional(String key) {
    return isNull(key) || text(key).isEmpty() ? Optional.empty() : Optional.of(text(key));
  }

  List<String> texts(String key) {
    return config.getStringList(key);
  }

  boolean flag(String key) {
    return config.getBoolean(key);
  }

  /** One of several words. */
  String oneOf(String key, List<String> words) {
    String word = text(key);
    if (!words.contains(word)) {
      throw wrong(key, "one of " + String.join(", ", words));
    }
    return word;
  }

  /** A number in [0, 1). */
  double share(String key) {
    double share = config.getDouble(key);
    if (!(share >= 0 && share < 1)) {
      throw wrong(key, "in [0, 1)");
    }
    return share;
  }

  long whole(String key) {
    return config.getLong(key);
  }

  /** A whole number in a range, both ends included. */
  int between(String key, int least, int most) {
    long number = whole(key);
    if (number < least || number > most) {
      throw wrong(key, "in [%d, %d]".formatted(least, most));
    }
    return (int) number;
  }

  /** A number greater than 0. */
  double positive(String key) {
    double number = config.getDouble(key);
    if (!(number > 0)) {
      throw wrong(key, "greater than 0");
    }
    return number;
  }

  /** A number that is not too small. */
  double atLeast(String key, double least) {
    double number = config.getDouble(key);
    if (!(number >= least && number < Double.POSITIVE_INFINITY)) {
      throw wrong(key, "at least %s, and finite".formatted(plain(least)));
    }
    return number;
  }

  /** Free options: whatever lies below a key, as text. */
  Map<String, String> options(String key) {
    Map<String, String> options = new LinkedHashMap<>();
    config
        .getConfig(key)
        .entrySet()
        .forEach(
            entry ->
                options.put(
                    String.join(".", ConfigUtil.splitPath(entry.getKey())),
                    String.valueOf(entry.getValue().unwrapped())));
    return options;
  }

  /** Whether the value differs from what it is where the user leaves it out. */
  boolean isChanged(String key) {
    return (isGiven(key) && VaryingDefaults.has(key, this))
        || !plain(value(key)).equals(plain(reference.defaults().get(key)));
  }

  /**
   * Every setting that differs from its default, in the order of the keys, as text without secrets.
   * A run whose user sets exactly these, and the secrets, has the same settings, on tables of raw
   * columns too.
   */
  Map<String, String> changed() {
    Map<String, String> changed = new LinkedHashMap<>();
    reference.defaults().keySet().stream()
        .filter(key -> isChanged(key) || (isGiven(key) && defaults.hasPath(key)))
        .forEach(key -> changed.put(key, withoutSecrets(key)));
    return changed;
  }

  private String withoutSecrets(String key) {
    return plain(masked(key, value(key).unwrapped()));
  }

  private Object masked(String path, Object value) {
    if (value instanceof Map<?, ?> group) {
      Map<Object, Object> masked = new LinkedHashMap<>();
      group.forEach((name, inner) -> masked.put(name, masked(path + "." + name, inner)));
      return masked;
    }
    return redaction.value(SettingSecrets.name(path), String.valueOf(value));
  }

  /** Equal for 5 from a file, "5" from the command line and 5.0. */
  private static String plain(ConfigValue value) {
    return plain(value.unwrapped());
  }

  private static String plain(Object value) {
    String text = String.valueOf(value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  /** The value of a key, as text. */
  String plain(String key) {
    return plain(value(key));
  }

  boolean isNull(String key) {
    return value(key).valueType() == ConfigValueType.NULL;
  }

  Config config() {
    return config;
  }

  ConfigValue value(String key) {
    ConfigValue value = config.root();
    for (String part : ConfigUtil.splitPath(key)) {
      value = ((ConfigObject) value).get(part);
    }
    return value;
  }

  /** An exception that names a setting's value and where it was given. */
  SettingsException wrong(String key, String mustBe) {
    ConfigValue value = value(key);
    return new SettingsException(
        "%s must be %s. Provided value: %s (%s)"
            .formatted(
                key,
                mustBe,
                value.render(ConfigRenderOptions.concise()),
                value.origin().description()));
  }
}
