package org.sparkdropout.redact;

import java.util.Optional;
import org.apache.spark.SparkConf;

/**
 * Spark's own settings of redaction, by which it keeps secrets out of its pages, its event log and
 * the plans in both. A session must be made with them.
 */
public final class SparkRedaction {
  private static final String OPTIONS = "spark.sql.redaction.options.regex";
  private static final String OPTIONS_DEFAULT = "(?i)url";

  private SparkRedaction() {}

  /**
   * Adds the secrets of a run to what is set.
   *
   * @param conf in and out
   * @param redaction knows the secrets
   * @return the same object
   */
  public static SparkConf settings(SparkConf conf, Redaction redaction) {
    extend(conf, "spark.redaction.regex", SecretNames.SPARKS_DEFAULT, redaction);
    extend(conf, OPTIONS, OPTIONS_DEFAULT, redaction);
    String strings = conf.get("spark.redaction.string.regex", "");
    extend(conf, "spark.sql.redaction.string.regex", strings, redaction);
    return conf;
  }

  private static void extend(SparkConf conf, String key, String byDefault, Redaction redaction) {
    redaction
        .pattern(Optional.of(conf.get(key, byDefault)))
        .ifPresent(pattern -> conf.set(key, pattern));
  }
}
