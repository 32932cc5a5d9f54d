package org.sparkdropout.forecast;

/**
 * What the steps of a replica take.
 *
 * @param start seconds before the first step of a round, in which a replica copies the state
 * @param step seconds of each step
 */
public record StepSeconds(double start, double step) {
  /** From measured rounds of one step and of more. */
  static StepSeconds of(double roundOfOne, int steps, double roundOfSeveral) {
    double difference = (roundOfSeveral - roundOfOne) / (steps - 1);
    double step = difference > 0 ? difference : roundOfSeveral / steps; // noise
    return new StepSeconds(Math.max(0, roundOfOne - step), step);
  }

  /**
   * A round.
   *
   * @param steps of it, at least 0; a mean of several rounds need not be whole
   * @return seconds of one replica
   */
  public double ofRound(double steps) {
    return start + steps * step;
  }
}
