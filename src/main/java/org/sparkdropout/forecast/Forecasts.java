package org.sparkdropout.forecast;

import java.util.Comparator;
import java.util.List;

/**
 * Forecasts of the runs that a table allows, and which of them to take.
 *
 * @param all by number of replicas, at least one
 */
public record Forecasts(List<Forecast> all) {
  /** How much longer a run may take that needs fewer cores. */
  public static final double TOLERANCE = 0.1;

  /**
   * The run that reaches the target first.
   *
   * @return of several the one with the fewest replicas
   */
  public Forecast first() {
    return all.stream().min(Comparator.comparingDouble(Forecast::secondsToTarget)).orElseThrow();
  }

  /**
   * The run to take: of those that reach the target hardly later than the first, the one on the
   * fewest cores.
   *
   * @return within {@link #TOLERANCE} of the first
   */
  public Forecast choice() {
    double latest = first().secondsToTarget() * (1 + TOLERANCE);
    return all.stream()
        .filter(forecast -> forecast.secondsToTarget() <= latest)
        .min(
            Comparator.comparingInt((Forecast forecast) -> forecast.cluster().cores())
                .thenComparingDouble(Forecast::secondsToTarget))
        .orElseThrow();
  }
}
