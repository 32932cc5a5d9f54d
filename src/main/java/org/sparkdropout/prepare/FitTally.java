package org.sparkdropout.prepare;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is counted of raw rows while their numbers are collected. */
final class FitTally implements Passed, Serializable {
  private static final long serialVersionUID = 1L;

  private final ProblemTally problems = new ProblemTally();
  private final List<Levels> levels = new ArrayList<>();
  private final List<Map<Integer, Long>> widths = new ArrayList<>();
  private long usable;

  /**
   * Nothing counted yet.
   *
   * @param limits of the levels of each column of categories
   * @param vectors how many columns of vectors there are
   */
  FitTally(List<Integer> limits, int vectors) {
    limits.forEach(limit -> levels.add(new Levels(limit)));
    for (int column = 0; column < vectors; column++) {
      widths.add(new TreeMap<>());
    }
  }

  ProblemTally problems() {
    return problems;
  }

  /** The levels of a column of categories. */
  Levels levels(int column) {
    return levels.get(column);
  }

  /** Counts a row whose numbers can be used. */
  void addUsable() {
    usable++;
  }

  /** Training rows whose numbers can be used. */
  long usable() {
    return usable;
  }

  /** Counts a vector of a column. */
  void addWidth(int column, int width) {
    widths.get(column).merge(width, 1L, Long::sum);
  }

  /** The width that most vectors of a column have, the smallest if there are several; or 0. */
  int width(int column) {
    return widths.get(column).entrySet().stream()
        .max(
            Map.Entry.<Integer, Long>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
        .map(Map.Entry::getKey)
        .orElse(0);
  }

  FitTally merge(FitTally other) {
    problems.merge(other.problems);
    for (int column = 0; column < levels.size(); column++) {
      levels.get(column).merge(other.levels.get(column));
    }
    for (int column = 0; column < widths.size(); column++) {
      Map<Integer, Long> counts = widths.get(column);
      other.widths.get(column).forEach((width, rows) -> counts.merge(width, rows, Long::sum));
    }
    usable += other.usable;
    return this;
  }
}
