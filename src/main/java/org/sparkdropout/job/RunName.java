package org.sparkdropout.job;

import org.apache.hadoop.fs.Path;
import org.sparkdropout.ml.DropoutEstimator;

/** What a job's run is called by the programs that show its history. */
final class RunName {
  static final String KEY = "summary.name";

  private RunName() {}

  /** The name: as set, or that of the output's folder. */
  static String of(Settings settings) {
    return settings
        .optional(KEY)
        .orElseGet(() -> new Path(settings.required(OutputPlace.KEY)).getName());
  }

  /** Names the run of an estimator, if it has a history. */
  static void giveTo(DropoutEstimator<?, ?> estimator, Settings settings) {
    estimator.summaryFolder().ifPresent(folder -> estimator.setSummaryName(of(settings)));
  }
}
