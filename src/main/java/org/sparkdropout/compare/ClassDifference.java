package org.sparkdropout.compare;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.sparkdropout.measure.ClassCounts;

/**
 * What an arm's error on the test rows of one class is above that of the baseline, seed by seed.
 *
 * @param arm its name
 * @param baseline the name of the other arm
 * @param label the class, as text
 * @param rows of the class
 * @param baselineError the mean over the seeds of the baseline's error
 * @param error and of the arm's
 * @param differences error of the arm - error of the baseline, by seed
 * @param interval of their mean, for this class alone
 */
public record ClassDifference(
    String arm,
    String baseline,
    String label,
    long rows,
    double baselineError,
    double error,
    List<Double> differences,
    @JsonUnwrapped MeanInterval interval) {
  /**
   * One of two arms.
   *
   * @param name of the arm
   * @param runs what was counted of them, by seed
   */
  record Side(String name, List<ClassCounts> runs) {
    /** The error of a class, by seed. */
    double[] errors(int index) {
      return runs.stream().mapToDouble(run -> run.error(index)).toArray();
    }
  }

  /**
   * The differences of all classes that have rows.
   *
   * @param labels of the classes
   * @param arm that is compared
   * @param baseline with which it is compared
   * @param confidence of the intervals
   */
  static List<ClassDifference> of(List<String> labels, Side arm, Side baseline, double confidence) {
    return IntStream.range(0, labels.size())
        .filter(index -> arm.runs().get(0).rows(index) > 0)
        .mapToObj(index -> of(labels.get(index), index, arm, baseline, confidence))
        .toList();
  }

  private static ClassDifference of(
      String label, int index, Side arm, Side baseline, double confidence) {
    double[] errors = arm.errors(index);
    double[] others = baseline.errors(index);
    List<Double> differences =
        IntStream.range(0, errors.length).mapToObj(seed -> errors[seed] - others[seed]).toList();
    return new ClassDifference(
        arm.name(),
        baseline.name(),
        label,
        arm.runs().get(0).rows(index),
        StatUtils.mean(others),
        StatUtils.mean(errors),
        differences,
        SeedDifferences.of(differences, confidence).interval());
  }

  ClassDifference withLabel(String text) {
    return new ClassDifference(
        arm, baseline, text, rows, baselineError, error, differences, interval);
  }
}
