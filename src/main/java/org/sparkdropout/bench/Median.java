package org.sparkdropout.bench;

import java.util.List;

/** The middle one of the figures of several turns. */
final class Median {
  private Median() {}

  /** The middle figure, or the mean of the two in the middle; at least one is needed. */
  static double of(List<Double> figures) {
    List<Double> sorted = figures.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
