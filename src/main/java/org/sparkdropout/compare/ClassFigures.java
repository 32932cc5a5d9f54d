package org.sparkdropout.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.sparkdropout.measure.CalibrationBin;
import org.sparkdropout.measure.ClassCounts;

/**
 * What the runs of an arm make of each class of the test rows.
 *
 * @param arm its name
 * @param confusion the confusion matrix: rows by true class (outer) and predicted class (inner), as
 *     means over the seeds; empty with more than {@link ClassCounts#MOST_CLASSES} classes
 * @param ece the expected calibration error of each run, in [0, 1]
 * @param reliability the bins of the reliability diagram, of the answers of all runs
 */
public record ClassFigures(
    String arm, List<List<Double>> confusion, List<Double> ece, List<CalibrationBin> reliability) {
  /** From what was counted of each run, by seed. */
  static ClassFigures of(String arm, List<ClassCounts> runs) {
    return new ClassFigures(
        arm,
        confusion(runs),
        runs.stream().map(run -> run.calibration().ece()).toList(),
        ClassCounts.calibration(runs).bins());
  }

  private static List<List<Double>> confusion(List<ClassCounts> runs) {
    List<List<List<Long>>> all = runs.stream().map(ClassCounts::confusion).toList();
    List<List<Double>> means = new ArrayList<>();
    for (int truth = 0; truth < all.get(0).size(); truth++) {
      int row = truth;
      means.add(
          IntStream.range(0, all.get(0).size())
              .mapToObj(cell -> mean(all.stream().map(run -> run.get(row).get(cell)).toList()))
              .toList());
    }
    return List.copyOf(means);
  }

  private static double mean(List<Long> counts) {
    return StatUtils.mean(counts.stream().mapToDouble(Long::doubleValue).toArray());
  }

  /**
   * The mean of {@link #ece}; the page asks it.
   *
   * @return in [0, 1]
   */
  public double meanEce() {
    return StatUtils.mean(ece.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /**
   * The standard deviation of {@link #ece} over the seeds; the page asks it.
   *
   * @return NaN with one seed
   */
  public double eceDeviation() {
    double[] all = ece.stream().mapToDouble(Double::doubleValue).toArray();
    return all.length < 2 ? Double.NaN : Math.sqrt(StatUtils.variance(all));
  }
}
