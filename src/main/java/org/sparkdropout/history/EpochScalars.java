package org.sparkdropout.history;

import java.util.LinkedHashMap;
import java.util.Map;
import org.sparkdropout.head.ErrorMeasure;
import org.sparkdropout.train.EpochRecord;

/** The figures of an epoch under the names that other programs show them by. */
public final class EpochScalars {
  private EpochScalars() {}

  /**
   * Names and values. What stands before a slash groups the charts.
   *
   * @param epoch that is over
   * @param measure of errors, whose key is in the names: {@code error/train} or {@code rmse/train}
   * @return units as in {@link EpochRecord}; those of validation are there if the epoch has it
   */
  public static Map<String, Double> of(EpochRecord epoch, ErrorMeasure measure) {
    Map<String, Double> scalars = new LinkedHashMap<>();
    scalars.put("loss/train", epoch.loss());
    scalars.put(measure.key() + "/train", epoch.error());
    epoch
        .validation()
        .ifPresent(
            held -> {
              scalars.put("loss/validation", held.loss());
              scalars.put(measure.key() + "/validation", held.error());
            });
    scalars.put("learningRate", epoch.learningRate());
    scalars.put("samplesPerSecond", epoch.samplesPerSecond());
    scalars.put("time/stepSeconds", epoch.stepSeconds());
    scalars.put("time/averagingSeconds", epoch.averagingSeconds());
    return scalars;
  }
}
