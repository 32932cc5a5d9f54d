package org.sparkdropout.ml;

import org.apache.spark.SparkContext;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.sparkdropout.model.ModelFormatException;
import org.sparkdropout.monitor.Described;

/** What Spark writes beside every stage that is saved: its class, uid and params. */
final class StageMetadata {
  private StageMetadata() {}

  /**
   * Reads it.
   *
   * @param kind of stage with its article: A model, or An estimator
   * @throws ModelFormatException if the folder has none, or that of another class
   */
  static DefaultParamsReader.Metadata read(
      String path, Class<?> type, String kind, SparkContext context) {
    try {
      return Described.job(
          context,
          "load " + type.getSimpleName(),
          () -> DefaultParamsReader.loadMetadata(path, context, type.getName()));
    } catch (Exception e) { // Spark throws checked exceptions here without declaring them.
      throw new ModelFormatException(
          "%s folder must hold Spark's metadata of a %s. %s does not: %s. Name another folder, or copy or save it again"
              .formatted(kind, type.getSimpleName(), path, e.getMessage()),
          e);
    }
  }
}
