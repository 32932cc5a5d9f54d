package org.sparkdropout.export;

import org.apache.spark.ml.Transformer;

/** The columns of stages that take one column, or several, by two params. */
final class StageColumns {
  private StageColumns() {}

  /**
   * The columns that a stage was set to.
   *
   * @param one the param of one column, {@code inputCol} or {@code outputCol}; with an s behind it
   *     that of several
   */
  static String[] of(Transformer stage, String one) {
    String several = one + "s";
    return stage.isSet(stage.getParam(several))
        ? (String[]) stage.getOrDefault(stage.getParam(several))
        : new String[] {(String) stage.getOrDefault(stage.getParam(one))};
  }
}
