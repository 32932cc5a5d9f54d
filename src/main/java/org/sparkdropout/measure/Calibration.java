package org.sparkdropout.measure;

import java.util.List;

/**
 * Whether a network of classes is right as often as its probabilities say. As in Guo et al. (2017),
 * "On Calibration of Modern Neural Networks", sections 2 and 3: rows are grouped by the probability
 * of the answer into {@link #BINS} bins of equal width, each with its upper end.
 *
 * @param ece the expected calibration error: the mean over the rows of the distance between
 *     confidence and accuracy of their bin, in [0, 1]; NaN without rows
 * @param bins those that have rows, by confidence
 */
public record Calibration(double ece, List<CalibrationBin> bins) {
  /** As in the paper. */
  public static final int BINS = 15;

  static Calibration of(List<CalibrationBin> bins) {
    long rows = bins.stream().mapToLong(CalibrationBin::rows).sum();
    double distances =
        bins.stream()
            .mapToDouble(bin -> bin.rows() * Math.abs(bin.accuracy() - bin.confidence()))
            .sum();
    return new Calibration(rows == 0 ? Double.NaN : distances / rows, bins);
  }
}
