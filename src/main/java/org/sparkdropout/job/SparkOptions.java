package org.sparkdropout.job;

import java.util.Set;
import org.apache.commons.lang3.StringUtils;

/** The options of spark-submit, as {@code spark-submit --help} lists them. */
final class SparkOptions {
  static final Set<String> WITH_VALUE =
      Set.of(
          "--archives",
          "--class",
          "--conf",
          "-c",
          "--deploy-mode",
          "--driver-class-path",
          "--driver-cores",
          "--driver-java-options",
          "--driver-library-path",
          "--driver-memory",
          "--exclude-packages",
          "--executor-cores",
          "--executor-memory",
          "--files",
          "--jars",
          "--keytab",
          "--kill",
          "--master",
          "--name",
          "--num-executors",
          "--packages",
          "--principal",
          "--properties-file",
          "--proxy-user",
          "--py-files",
          "--queue",
          "--remote",
          "--repositories",
          "--status",
          "--total-executor-cores");

  /** Options without a value; {@code --verbose} and {@code --help} are the job's own too. */
  static final Set<String> ALONE = Set.of("--supervise", "--usage-error", "--version");

  private SparkOptions() {}

  /** Whether a word is such an option, with a value after an equals sign or without. */
  static boolean isOne(String word) {
    String name = StringUtils.substringBefore(word, "=");
    return WITH_VALUE.contains(name) || ALONE.contains(name);
  }

  /** Whether the next word is the value of this one. */
  static boolean takesValue(String word) {
    return WITH_VALUE.contains(word);
  }
}
