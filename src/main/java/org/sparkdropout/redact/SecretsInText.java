package org.sparkdropout.redact;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.lang3.StringUtils;

/**
 * Secrets that a text shows to be such by how it is written: {@code user:secret@host} in a URL, and
 * {@code name=secret} with a secret name, as in the options of a URL, on a command line and in a
 * file of settings.
 *
 * @param names which names are secret
 */
record SecretsInText(SecretNames names) {
  /** What stands in place of a secret, as Spark writes it. */
  static final String MASK = "*********(redacted)";

  /** The password of scheme://user:password@host, and that of Oracle's thin:user/password@host. */
  private static final Pattern OF_A_USER =
      Pattern.compile(
          "(?<=://)[^/\\s:@\"']*+:([^/\\s\"']+)@|:thin:[^/\\s@:\"']{1,999}+/([^\\s@\"']{1,999}+)@(?=\\S)");

  /** How far before a name a sign of a list is looked for: there may be spaces between them. */
  private static final int NEAR = 4;

  private static final String NAME = "(?<![\\w.-])([\\w.-]++)";
  private static final String VALUE =
      "(?!\\$\\{)" + "(\"(?:[^\"\\\\]|\\\\.)*+\"|'[^']*+'|\\{[^{}]*+\\}|[^\\s&;,)}\\]\"']++)";

  /** {@code name=value}, {@code "name": value}, and in a list of options {@code name: value}. */
  private static final Pattern NAMED =
      Pattern.compile(
          NAME
              + "(?:[\"']?\\s{0,9}=|[\"']\\s{0,9}:|(?<=[{,\\n]\\s{0,9}[\\w.-]{1,99}):)\\s{0,9}"
              + VALUE);

  /** The text with a mask in place of each secret. */
  String masked(String text) {
    return replaced(text, secret -> {});
  }

  /** The secrets, without quotes around them. */
  List<String> found(String text) {
    List<String> found = new ArrayList<>();
    replaced(text, found::add);
    return found;
  }

  private String replaced(String text, Consumer<String> found) {
    String withoutUsers =
        OF_A_USER
            .matcher(text)
            .replaceAll(match -> masked(match, match.group(1) == null ? 2 : 1, found));
    return NAMED
        .matcher(withoutUsers)
        .replaceAll(
            match ->
                isSecret(match.group(1), withoutUsers, match.start())
                    ? masked(match, 2, found)
                    : Matcher.quoteReplacement(match.group()));
  }

  /** A key=value of a sentence is none; in a list of options or of a URL it is. */
  private boolean isSecret(String name, String text, int start) {
    String before = text.substring(Math.max(0, start - NEAR), start).strip();
    return names.isSecret(name)
        && (!SecretNames.isBare(name) || StringUtils.endsWithAny(before, "?", "&", ";", "{", ","));
  }

  private static String masked(MatchResult match, int group, Consumer<String> found) {
    String secret = match.group(group);
    if (MASK.startsWith(secret)) { // A value ends before a bracket.
      return Matcher.quoteReplacement(match.group());
    }
    found.accept(StringUtils.strip(secret, secret.startsWith("'") ? "'" : "\""));
    String whole = match.group();
    int from = match.start(group) - match.start();
    int to = match.end(group) - match.start();
    return Matcher.quoteReplacement(whole.substring(0, from) + MASK + whole.substring(to));
  }
}
