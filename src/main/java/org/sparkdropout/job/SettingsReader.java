package org.sparkdropout.job;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads settings: those given one by one win over the file, the file over the reference. */
final class SettingsReader {
  private static final String ONE_BY_ONE = "--set";
  private static final String STANDARDISE = "prepare.standardise";

  /** Text in double quotes, as HOCON and JSON write it. */
  private static final Pattern QUOTED = Pattern.compile("\"([^\"\\\\]|\\\\.)*\"");

  private static final String QUOTE = "['\u2018\u2019\u201c\u201d\u201e]";
  private static final String IN_QUOTES = QUOTE + "((?:(?!" + QUOTE + ").)*)" + QUOTE;

  /** Single or typographic quotes around a whole value. */
  private static final Pattern WRONGLY_QUOTED = Pattern.compile("^" + IN_QUOTES + "$");

  /** The same around elements of a list or values of options. */
  private static final Pattern WRONGLY_QUOTED_PARTS =
      Pattern.compile("(?<=[\\[,:={]\\s{0,9})" + IN_QUOTES + "(?=\\s*[,\\]}])");

  private final Reference reference;

  SettingsReader(Reference reference) {
    this.reference = reference;
  }

  /**
   * Reads and checks settings.
   *
   * @param file a HOCON file, if one was given
   * @param assignments of the form key=value, later ones winning
   * @return settings whose keys and types are right; ranges are checked by what uses them
   * @throws SettingsException if the file cannot be read, a key is unknown or a type is wrong
   */
  Settings read(Optional<Path> file, List<String> assignments) {
    try {
      Config given = file.map(SettingsReader::parse).orElseGet(ConfigFactory::empty);
      for (String assignment : assignments) {
        given = assigned(assignment).withFallback(given);
      }
      Settings settings = new Settings(given, ConfigFactory.empty(), reference);
      check(settings);
      return settings;
    } catch (ConfigException wrong) {
      throw new SettingsException(
          "Settings must be HOCON. " + wrong.getMessage() + hint(wrong), wrong);
    }
  }

  /**
   * Checks keys and types.
   *
   * @throws SettingsException for the first that is wrong
   */
  void check(Settings settings) {
    checkKeys("", settings.config().root());
  }

  private static String hint(ConfigException wrong) {
    return wrong instanceof ConfigException.UnresolvedSubstitution
        ? ". Set that key, or the environment variable of that name"
        : "";
  }

  private static Config parse(Path file) {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new SettingsException(
          "--config must name a readable file. Provided: "
              + file
              + ". Working folder: "
              + Path.of("").toAbsolutePath());
    }
    return ConfigFactory.parseFile(
        file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false));
  }

  private Config assigned(String assignment) {
    int equals = assignment.indexOf('=');
    if (equals < 1) {
      throw new SettingsException(
          "--set must be followed by key=value, such as --set train.maxIter=100. Provided: "
              + assignment);
    }
    String key = assignment.substring(0, equals).strip();
    return value(key, assignment.substring(equals + 1).strip()).atPath(key);
  }

  /** Text is taken as it is, so that paths need no quotes; all else as HOCON. */
  private ConfigValue value(String key, String text) {
    return switch (kind(key)) {
      case LIST -> parts(key, text.startsWith("[") ? text : "[" + text + "]");
      case OBJECT -> parts(key, text);
      case NULL ->
          text.startsWith("[") || (text.startsWith("{") && key.equals(SettingType.BY_NAME))
              ? parts(key, text)
              : scalar(key, text);
      case NUMBER, BOOLEAN, STRING -> scalar(key, text);
    };
  }

  private ConfigValueType kind(String key) {
    if (ArmSettings.isBlock(key)) {
      return ConfigValueType.OBJECT;
    } else if (SweepSettings.isList(key)) {
      return ConfigValueType.LIST;
    }
    ConfigValue known = reference.defaults().get(ArmSettings.settingOf(key));
    return known == null ? ConfigValueType.STRING : known.valueType();
  }

  private static ConfigValue scalar(String key, String text) {
    checkQuotes(key, text, WRONGLY_QUOTED);
    return text.equals("null") || QUOTED.matcher(text).matches()
        ? parsed(key, text)
        : ConfigValueFactory.fromAnyRef(text, ONE_BY_ONE);
  }

  private static ConfigValue parts(String key, String text) {
    checkQuotes(key, text, WRONGLY_QUOTED_PARTS);
    return parsed(key, text);
  }

  /** Quotes that HOCON does not know would become part of the text. */
  private static void checkQuotes(String key, String text, Pattern wrong) {
    Matcher quotes = wrong.matcher(text);
    if (quotes.find()) {
      String right = ShellWords.quoted(key + "=" + quotes.replaceAll("\"$1\""));
      throw new SettingsException(
          "%s must have straight double quotes around text, or none. Provided value: %s (--set). Write: --set %s"
              .formatted(key, text, right));
    }
  }

  private static ConfigValue parsed(String key, String text) {
    try {
      ConfigParseOptions options = ConfigParseOptions.defaults().setOriginDescription(ONE_BY_ONE);
      return ConfigFactory.parseString("value = " + text, options)
          .root()
          .get("value")
          .withOrigin(ConfigOriginFactory.newSimple(ONE_BY_ONE));
    } catch (ConfigException wrong) {
      throw new SettingsException(
          "%s must be written in HOCON, such as [0.2, 0.5] for a list or { header = true } for options. Provided value: %s (--set). Put single quotes around the assignment, so that the shell leaves brackets, braces and spaces alone. In it, close every bracket, brace and quote, and put double quotes around text with signs such as * or ?, such as [\"pixel_*\"]"
              .formatted(key, text),
          wrong);
    }
  }

  private void checkKeys(String prefix, ConfigObject group) {
    for (Map.Entry<String, ConfigValue> entry : byName(group).entrySet()) {
      String key = prefix + ConfigUtil.joinPath(entry.getKey());
      ConfigValue value = entry.getValue();
      if (reference.defaults().containsKey(key)) {
        new SettingType(key, reference.defaults().get(key)).check(value);
      } else if (value instanceof ConfigObject inner && isGroup(key)) {
        checkKeys(key + ".", inner);
      } else {
        throw new SettingsException(unknown(leaf(key, value), value));
      }
    }
  }

  /** By name, so that of several wrong settings the same one is told each time. */
  private static SortedMap<String, ConfigValue> byName(ConfigObject group) {
    return new TreeMap<>(group);
  }

  /** The first setting in a group that is not known. */
  private static String leaf(String key, ConfigValue value) {
    return value instanceof ConfigObject group && !group.isEmpty()
        ? byName(group).entrySet().stream()
            .findFirst()
            .map(entry -> leaf(key + "." + ConfigUtil.joinPath(entry.getKey()), entry.getValue()))
            .orElse(key)
        : key;
  }

  private boolean isGroup(String key) {
    return reference.defaults().keySet().stream().anyMatch(known -> known.startsWith(key + "."));
  }

  private String unknown(String key, ConfigValue value) {
    String remedy =
        key.equals(STANDARDISE)
            ? "%s = true is prepare.scale = standard now, and false is none".formatted(key)
            : known(key);
    String origin = value.origin().description();
    String place = origin.startsWith("atPath(") ? ONE_BY_ONE : origin;
    return "Unknown setting %s (%s). %s".formatted(key, place, remedy);
  }

  private String known(String key) {
    return isGroup(key)
        ? "It is a group: set keys in it, such as " + key + "." + firstIn(key)
        : reference
            .nearest(key)
            .map(nearest -> "Did you mean " + nearest + "?")
            .orElse("See conf/reference.conf for all keys");
  }

  private String firstIn(String group) {
    return reference.defaults().tailMap(group + ".").firstKey().substring(group.length() + 1);
  }
}
