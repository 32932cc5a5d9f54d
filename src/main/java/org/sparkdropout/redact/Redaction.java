package org.sparkdropout.redact;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.text.StringEscapeUtils;

/**
 * Puts a mask in place of the secrets of a run, in any text that leaves it.
 *
 * <p>Secrets are the values of settings with secret names, wherever they then stand, and what a
 * text shows to be one, such as {@code user:secret@host}. Immutable.
 */
public final class Redaction {
  /** What stands in place of a secret, as Spark writes it. */
  public static final String MASK = SecretsInText.MASK;

  /** Shorter values are masked beside their names only: elsewhere they are parts of words. */
  private static final int SHORTEST = 4;

  private static final int SHORTEST_NUMBER = 6;

  /** From here on a value is masked within a word too. */
  private static final int LONG = 8;

  private static final Set<String> NO_SECRETS = Set.of("true", "false", "null", "none");

  /** Only what a text shows to be secret, by Spark's default rule. */
  public static final Redaction BY_DEFAULT = of(SecretNames.BY_DEFAULT, List.of());

  private final SecretNames names;
  private final SecretsInText byForm;
  private final Set<String> secretNames;
  private final String values;
  private final Pattern pattern;

  private Redaction(SecretNames names, Set<String> secretNames, Set<String> secrets) {
    this.names = names;
    this.byForm = new SecretsInText(names);
    this.secretNames = secretNames;
    this.values =
        secrets.stream()
            .flatMap(Redaction::forms)
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .map(Redaction::quoted)
            .collect(Collectors.joining("|"));
    this.pattern = Pattern.compile(values);
  }

  /**
   * The secrets among settings.
   *
   * @param names which names are secret
   * @param settings names and values; a name may stand several times
   * @return a redaction of the secret values, and of secrets within the other ones; a secret that
   *     is another setting's value as well is masked beside its name only
   */
  public static Redaction of(
      SecretNames names, Collection<? extends Map.Entry<String, String>> settings) {
    SecretsInText byForm = new SecretsInText(names);
    Set<String> secretNames = new TreeSet<>();
    Set<String> secrets = new TreeSet<>();
    Set<String> open = new TreeSet<>(NO_SECRETS);
    for (Map.Entry<String, String> setting : settings) {
      if (names.isSecret(setting.getKey())) {
        secretNames.add(setting.getKey());
        secrets.add(setting.getValue().strip());
      } else {
        open.add(setting.getValue());
        secrets.addAll(byForm.found(setting.getValue()));
      }
    }
    secrets.removeIf(secret -> open.contains(secret) || isShort(secret));
    return new Redaction(names, secretNames, secrets);
  }

  private static boolean isShort(String secret) {
    boolean isNumber = secret.chars().allMatch(Character::isDigit);
    return secret.length() < (isNumber ? SHORTEST_NUMBER : SHORTEST);
  }

  /** How a value is written in URLs, in JSON and in HTML. */
  private static Stream<String> forms(String secret) {
    String inUrl = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    return Stream.of(
        secret,
        inUrl,
        inUrl.replace("+", "%20"),
        StringEscapeUtils.escapeJson(secret),
        StringEscapeUtils.escapeJava(secret),
        StringEscapeUtils.escapeHtml4(secret));
  }

  private static String quoted(String value) {
    String quoted = Pattern.quote(value);
    return value.length() < LONG ? "(?<![\\p{L}\\p{N}])" + quoted + "(?![\\p{L}\\p{N}])" : quoted;
  }

  /**
   * A text without its secrets.
   *
   * @param text anything that is printed, logged or written
   * @return the same with masks in place of secrets
   */
  public String text(String text) {
    String withoutValues = values.isEmpty() ? text : pattern.matcher(text).replaceAll(MASK);
    return byForm.masked(withoutValues);
  }

  /**
   * A setting's value without its secrets.
   *
   * @param name of the setting
   * @param value as text
   * @return a mask, if the name is secret; else the value with masks in it
   */
  public String value(String name, String value) {
    return names.isSecret(name) ? MASK : text(value);
  }

  /**
   * A pattern for Spark, which hides values whose name or value it finds.
   *
   * @param users what has been set so far
   * @return that one, or a secret value, or a name of one; empty if there is none of them
   */
  public Optional<String> pattern(Optional<String> users) {
    String found = secretNames.stream().map(Pattern::quote).collect(Collectors.joining("|"));
    String all =
        Stream.of(users.orElse(""), found.isEmpty() ? "" : "^(?:" + found + ")$", values)
            .filter(part -> !part.isEmpty())
            .map(part -> "(?:" + part + ")")
            .collect(Collectors.joining("|"));
    return Optional.of(all).filter(pattern -> !pattern.isEmpty());
  }
}
