package org.sparkdropout.compare;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.sparkdropout.measure.ClassCounts;

/**
 * What an arm's error on the test rows of one class is above that of the baseline, seed by seed.
 *
 * @param label the class, as text
 * @param rows of the class
 * @param baselineError the mean over the seeds of the baseline's error
 * @param error and of the arm's
 * @param differences error of the arm - error of the baseline, by seed
 * @param interval of their mean, for this class alone
 */
public record ClassDifference(
    String label,
    long rows,
    double baselineError,
    double error,
    List<Double> differences,
    @JsonUnwrapped MeanInterval interval) {
  /**
   * The differences of all classes that have rows.
   *
   * @param labels of the classes
   * @param arm what was counted of its runs, by seed
   * @param baseline and of the baseline's
   * @param confidence of the intervals
   */
  static List<ClassDifference> of(
      List<String> labels, List<ClassCounts> arm, List<ClassCounts> baseline, double confidence) {
    return IntStream.range(0, labels.size())
        .filter(index -> arm.get(0).rows(index) > 0 && baseline.get(0).rows(index) > 0)
        .mapToObj(index -> of(labels.get(index), index, arm, baseline, confidence))
        .toList();
  }

  private static ClassDifference of(
      String label,
      int index,
      List<ClassCounts> arm,
      List<ClassCounts> baseline,
      double confidence) {
    double[] errors = arm.stream().mapToDouble(run -> run.error(index)).toArray();
    double[] others = baseline.stream().mapToDouble(run -> run.error(index)).toArray();
    double[] differences =
        IntStream.range(0, errors.length).mapToDouble(i -> errors[i] - others[i]).toArray();
    return new ClassDifference(
        label,
        arm.get(0).rows(index),
        StatUtils.mean(others),
        StatUtils.mean(errors),
        IntStream.range(0, errors.length).mapToObj(i -> differences[i]).toList(),
        MeanInterval.of(
            StatUtils.mean(differences),
            StatUtils.variance(differences),
            differences.length,
            confidence));
  }
}
