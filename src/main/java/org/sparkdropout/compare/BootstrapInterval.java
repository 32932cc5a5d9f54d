package org.sparkdropout.compare;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The bias-corrected and accelerated bootstrap interval of a mean (BCa; Efron 1987, "Better
 * Bootstrap Confidence Intervals", Journal of the American Statistical Association 82:171). It
 * takes the differences as independent, and assumes no distribution. With few differences it is too
 * narrow. Draws have a fixed seed.
 */
final class BootstrapInterval {
  /** With fewer differences there are too few different means to draw. */
  static final int FEWEST = 10;

  private static final int DRAWS = 20_000;
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private BootstrapInterval() {}

  /**
   * The interval.
   *
   * @param confidence in (0, 1)
   * @param differences at least {@link #FEWEST}
   * @return of no width where all differences are the same
   */
  static MeanInterval of(double confidence, double... differences) {
    double mean = StatUtils.mean(differences);
    double acceleration = acceleration(mean, differences);
    if (Double.isNaN(acceleration)) {
      double end = StatUtils.variance(differences) == 0 ? mean : Double.NaN;
      return new MeanInterval(mean, end, end);
    }
    double[] means = drawnMeans(differences);
    double bias = NORMAL.inverseCumulativeProbability(shareBelow(means, mean));
    double reach = NORMAL.inverseSurvivalProbability((1 - confidence) / 2);
    double[] ends =
        Quantile.withDefaults()
            .evaluate(
                means, corrected(bias, -reach, acceleration), corrected(bias, reach, acceleration));
    return new MeanInterval(mean, ends[0], ends[1]);
  }

  /** The mean's influence is each difference itself: a sixth of its skewness over sqrt(n). */
  private static double acceleration(double mean, double... differences) {
    double squares = 0;
    double cubes = 0;
    for (double difference : differences) {
      double away = difference - mean;
      squares += away * away;
      cubes += away * away * away;
    }
    return cubes / (6 * Math.pow(squares, 1.5));
  }

  private static double[] drawnMeans(double... differences) {
    SplittableRandom random = new SplittableRandom(0);
    double[] means = new double[DRAWS];
    for (int draw = 0; draw < DRAWS; draw++) {
      double sum = 0;
      for (int i = 0; i < differences.length; i++) {
        sum += differences[random.nextInt(differences.length)];
      }
      means[draw] = sum / differences.length;
    }
    return means;
  }

  /** Means that are equal count half. */
  private static double shareBelow(double[] means, double mean) {
    double halves = Arrays.stream(means).map(drawn -> 1 + Math.signum(mean - drawn)).sum();
    return halves / 2 / means.length;
  }

  private static double corrected(double bias, double reach, double acceleration) {
    double moved = bias + reach;
    return NORMAL.cumulativeProbability(bias + moved / (1 - acceleration * moved));
  }
}
