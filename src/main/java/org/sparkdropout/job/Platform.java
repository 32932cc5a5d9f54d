package org.sparkdropout.job;

import java.util.Optional;
import org.apache.spark.package$;
import scala.util.Properties;

/**
 * What a job runs on. Asks nothing of Spark but its version, so that it works where other classes
 * of Spark are not those that we were built with.
 *
 * @param spark its version, such as 3.5.7
 * @param scala the version of its library
 * @param java the feature number, such as 17
 */
record Platform(String spark, String scala, int java) {
  private static final String NEEDED = "Spark 3.5 on Scala 2.12 and Java 17 to 22";
  private static final int OLDEST_JAVA = 17;

  /**
   * From the next one on {@code Subject.getSubject}, by which Hadoop asks for the user, throws
   * (JDK-8296244). Spark 3.5 is released for Java 17 at most; later ones are not known to fail.
   */
  private static final int NEWEST_JAVA = 22;

  static Platform found() {
    return new Platform(
        package$.MODULE$.SPARK_VERSION(),
        Properties.versionNumberString(),
        Runtime.version().feature());
  }

  /** What is wrong with it and what to do, if anything. */
  Optional<String> problem() {
    boolean isRightSpark = spark.startsWith("3.5.") && scala.startsWith("2.12.");
    if (isRightSpark && java >= OLDEST_JAVA && java <= NEWEST_JAVA) {
      return Optional.empty();
    }
    String remedy =
        isRightSpark
            ? "Set JAVA_HOME to a Java 17"
            : "Set SPARK_HOME to a Spark 3.5 on Scala 2.12, or unset it: jobs/train and the other scripts"
                + " then use one of their own";
    return Optional.of("%s. %s".formatted(this, remedy));
  }

  /** What is needed and what was found. */
  @Override
  public String toString() {
    return "Spark Dropout needs %s. Found: Spark %s on Scala %s, Java %d"
        .formatted(NEEDED, spark, scala, java);
  }
}
