package org.sparkdropout.job;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.spark.SparkConf;
import org.sparkdropout.redact.Redaction;
import org.sparkdropout.redact.SecretNames;
import scala.Tuple2;

/**
 * The secrets of a job: in its settings, in Spark's, and in the environment variables that its
 * settings name.
 */
final class SettingSecrets {
  private static final String RULE = "spark.redaction.regex";
  private static final Pattern OPTIONS = Pattern.compile("^(?:input|output)\\.options\\.");

  /** {@code ${NAME}} and {@code ${?NAME}} in settings that are not resolved. */
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{\\??([\\w.\"]+)}");

  private final List<Map.Entry<String, String>> settings = new ArrayList<>();
  private final SecretNames names;

  private SettingSecrets() {
    SparkConf conf = new SparkConf();
    names = new SecretNames(rule(conf.get(RULE, SecretNames.SPARKS_DEFAULT)));
    for (Tuple2<String, String> setting : conf.getAll()) {
      settings.add(Map.entry(setting._1(), setting._2()));
    }
    for (String variable : MlflowSettings.SECRET_VARIABLES) {
      Optional.ofNullable(System.getenv(variable)).ifPresent(value -> add(variable, value));
    }
  }

  private static Pattern rule(String regex) {
    try {
      return Pattern.compile(regex);
    } catch (PatternSyntaxException wrong) {
      throw new SettingsException(
          "%s must be a regular expression of Java. Provided value: %s (%s). Correct it, or leave it out"
              .formatted(RULE, regex, wrong.getDescription()),
          wrong);
    }
  }

  /**
   * Secrets in what a user has written.
   *
   * @param given with substitutions that are not resolved
   * @param resolved the same, resolved
   */
  static Redaction of(Config given, Config resolved) {
    SettingSecrets secrets = new SettingSecrets();
    for (Map.Entry<String, ConfigValue> entry : resolved.entrySet()) {
      String path = String.join(".", ConfigUtil.splitPath(entry.getKey()));
      secrets.add(name(path), entry.getValue().unwrapped());
    }
    secrets.addEnvironment(given);
    return Redaction.of(secrets.names, secrets.settings);
  }

  /** Secrets in settings that may not be readable, as texts such as {@code key=value}. */
  static Redaction in(Collection<String> texts) {
    try {
      SettingSecrets secrets = new SettingSecrets();
      texts.forEach(text -> secrets.add("", text));
      return Redaction.of(secrets.names, secrets.settings);
    } catch (SettingsException wrongRule) { // which reading settings will report
      return Redaction.BY_DEFAULT;
    }
  }

  /** What names a value: of free options, such as input.options.password, the option. */
  static String name(String path) {
    return OPTIONS.matcher(path).replaceFirst("");
  }

  private void add(String name, Object value) {
    if (value instanceof Collection<?> elements) {
      elements.forEach(element -> add(name, element));
    } else {
      settings.add(Map.entry(name, String.valueOf(value)));
    }
  }

  private void addEnvironment(Config given) {
    Matcher references = REFERENCE.matcher(given.root().render(ConfigRenderOptions.concise()));
    while (references.find()) {
      String value = System.getenv(references.group(1));
      if (value != null && names.isSecret(references.group(1))) {
        settings.removeIf(setting -> setting.getValue().equals(value)); // It was put there.
        add(references.group(1), value);
      }
    }
  }
}
