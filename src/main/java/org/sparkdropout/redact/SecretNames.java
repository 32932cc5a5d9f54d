package org.sparkdropout.redact;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Tells by the name of a setting, an option or a part of a URL whether its value is a secret.
 *
 * <p>A name is secret by Spark's own rule, {@code spark.redaction.regex}, or by what formats and
 * file systems call their secrets. A name that only speaks of a secret, such as {@code
 * credentials.provider}, is none, and neither is a key of data, such as {@code primaryKey}.
 *
 * @param sparks the pattern of {@code spark.redaction.regex}
 */
public record SecretNames(Pattern sparks) {
  /** Spark's default for {@code spark.redaction.regex}. */
  public static final String SPARKS_DEFAULT = "(?i)secret|password|token|access[.]?key";

  /** By Spark's default rule. */
  public static final SecretNames BY_DEFAULT = new SecretNames(Pattern.compile(SPARKS_DEFAULT));

  /** Words within a word, such as passwordOfUser: changes of case have become points. */
  private static final Pattern WORD_ENDS = Pattern.compile("(?<=[a-z\\d])(?=[A-Z])|[_\\-\\s]");

  /** What makes a name one of something beside the secret, if it comes behind it. */
  private static final String BESIDE =
      "\\.(?:providers?|files?|paths?|locations?|class(?:name)?|types?|formats?|col(?:umn)?s?"
          + "|fields?|alias|algorithm|enabled|required|length|expiry|ttl|endpoint|url)(?:\\.|$)";

  private static final Pattern SECRET =
      Pattern.compile(
          "(?:pass\\.?(?:word|wd|phrase|code)|secret|credentials?"
              + "|(?<![a-z])(?:pwd|sas|sig|signature|authorization|jwt)(?![a-z])"
              + "|(?<![a-z])pass$"
              + "|token(?![a-z])"
              + "|(?:access|account|api|private|shared|storage|encryption|master|auth|signing)\\.?key"
              + "(?![a-z]))(?!.*"
              + BESIDE
              + ")");

  /** Too short to be looked for within a name: keys of data are called so as well. */
  private static final Pattern KEY = Pattern.compile("(?:^|.*\\.)key");

  /**
   * Whether a value of this name is a secret.
   *
   * @param name such as {@code fs.azure.account.key} or {@code sasToken}
   * @return by Spark's rule or ours
   */
  public boolean isSecret(String name) {
    String words = WORD_ENDS.matcher(name).replaceAll(".").toLowerCase(Locale.ROOT);
    return sparks.matcher(name).find()
        || KEY.matcher(name.toLowerCase(Locale.ROOT)).matches()
        || SECRET.matcher(words).find();
  }

  /** Whether a name is a common word too, which texts use of other things. */
  static boolean isBare(String name) {
    return name.equalsIgnoreCase("key") || name.equalsIgnoreCase("pass");
  }
}
