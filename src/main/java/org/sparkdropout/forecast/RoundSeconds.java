package org.sparkdropout.forecast;

/**
 * Where the time of a round goes, or that of several.
 *
 * @param steps until the last replica has taken its steps
 * @param transfer until states have gone over the network
 * @param averaging of processors, to read, average and write what has come over the network
 * @param fixed of Spark: jobs, stages and tasks, however large a state is
 */
public record RoundSeconds(double steps, double transfer, double averaging, double fixed) {
  /**
   * All of it.
   *
   * @return seconds
   */
  public double total() {
    return steps + transfer + averaging + fixed;
  }

  /**
   * So many rounds one after another.
   *
   * @param rounds at least 0
   * @return their seconds
   */
  RoundSeconds times(double rounds) {
    return new RoundSeconds(rounds * steps, rounds * transfer, rounds * averaging, rounds * fixed);
  }
}
