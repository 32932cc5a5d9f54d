package org.sparkdropout.forecast;

/**
 * How many epochs runs need that take more examples at once: by McCandlish et al. 2018, "An
 * empirical model of large-batch training", in proportion to 1 + examples / critical examples.
 *
 * <p>Up to the critical number examples that are taken at once save nearly as many steps; beyond it
 * they save hardly any.
 *
 * @param count the critical number, greater than 0; with so many examples at once a run needs twice
 *     the epochs of one with very few
 */
public record CriticalExamples(double count) {
  /**
   * The epochs to the error that another run reaches.
   *
   * @param epochs of the other run, at least 0
   * @param atOnceThere examples that all its replicas take at once, at least 1
   * @param atOnce examples that all replicas take at once, at least 1
   * @return at least {@code epochs}
   */
  public double epochs(double epochs, long atOnceThere, long atOnce) {
    return epochs * Math.max(1, factor(atOnce) / factor(atOnceThere));
  }

  private double factor(long atOnce) {
    return 1 + atOnce / count;
  }
}
