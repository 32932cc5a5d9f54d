package org.sparkdropout.forecast;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Forecasts of the runs that a table allows, and which of them to take.
 *
 * @param all by number of replicas, from 1 on
 */
public record Forecasts(List<Forecast> all) {
  /** How much longer a run may take that needs fewer cores. */
  public static final double TOLERANCE = 0.1;

  /**
   * Runs of which training warns, since their replicas have too few steps in an epoch to learn with
   * and fewer replicas would have more. What more examples at once cost is not known of them.
   *
   * @return by number of replicas; never one of fewer than four replicas
   */
  public List<Forecast> leftOut() {
    return all.stream().filter(Forecasts::isLeftOut).toList();
  }

  private static boolean isLeftOut(Forecast forecast) {
    return forecast.run().warning().isPresent();
  }

  private Stream<Forecast> advisable() {
    return all.stream().filter(forecast -> !isLeftOut(forecast));
  }

  /**
   * The run that reaches the target first, but for those left out.
   *
   * @return of several the one with the fewest replicas
   */
  public Forecast first() {
    return advisable().min(Comparator.comparingDouble(Forecast::secondsToTarget)).orElseThrow();
  }

  /**
   * The run to take: of those that reach the target hardly later than the first, the one on the
   * fewest cores.
   *
   * @return within {@link #TOLERANCE} of the first
   */
  public Forecast choice() {
    double latest = first().secondsToTarget() * (1 + TOLERANCE);
    return advisable()
        .filter(forecast -> forecast.secondsToTarget() <= latest)
        .min(
            Comparator.comparingInt((Forecast forecast) -> forecast.cluster().cores())
                .thenComparingDouble(Forecast::secondsToTarget))
        .orElseThrow();
  }
}
