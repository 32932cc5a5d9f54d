package org.sparkdropout.fit;

import java.util.Map;
import java.util.Optional;
import org.apache.spark.package$;

/** The versions of what makes models. */
public final class Versions {
  private Versions() {}

  /**
   * The version of this project.
   *
   * @return as the jar tells it; {@code unpackaged} without one
   */
  public static String own() {
    String own = Versions.class.getPackage().getImplementationVersion();
    return Optional.ofNullable(own).orElse("unpackaged");
  }

  /**
   * All, by name.
   *
   * @return of spark-dropout, spark and java
   */
  public static Map<String, String> all() {
    return Map.of(
        "spark-dropout", own(),
        "spark", package$.MODULE$.SPARK_VERSION(),
        "java", Runtime.version().toString());
  }
}
