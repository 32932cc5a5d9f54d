package org.sparkdropout.compare;

import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.sparkdropout.ml.DropoutEstimator;
import org.sparkdropout.ml.DropoutModel;
import org.sparkdropout.monitor.Described;
import org.sparkdropout.train.DivergedException;

/** One of several fits, whose name people are told. */
final class NamedFit {
  private NamedFit() {}

  /**
   * Fits an estimator.
   *
   * @param name of the fit, for people to read
   * @throws DivergedException that begins with the name
   */
  static DropoutModel of(String name, DropoutEstimator<?, ?> estimator, Dataset<Row> rows) {
    try {
      return Described.job(rows.sparkSession().sparkContext(), name, () -> estimator.fit(rows));
    } catch (RuntimeException failed) {
      DivergedException diverged = ExceptionUtils.throwableOfType(failed, DivergedException.class);
      throw diverged == null ? failed : new DivergedException(name, diverged);
    }
  }
}
