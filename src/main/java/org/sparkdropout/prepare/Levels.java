package org.sparkdropout.prepare;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The distinct texts of one column and in how many rows they are, of training and others. Where
 * they are more than a limit, only that is known.
 */
final class Levels implements Serializable {
  private static final long serialVersionUID = 1L;

  /** How many rows hold a text. */
  private record Rows(long training, long others) implements Serializable {
    Rows plus(Rows more) {
      return new Rows(training + more.training(), others + more.others());
    }
  }

  private final int limit;
  private final Map<String, Rows> texts = new HashMap<>();
  private boolean isOver;
  private long filled;
  private long missing;

  /** No texts yet, of which at most so many are told apart. */
  Levels(int limit) {
    this.limit = limit;
  }

  /** Counts a row of training, or another one; null is a missing value. */
  void add(String text, boolean trains) {
    if (text != null) {
      filled += trains ? 1 : 0;
      put(text, trains ? new Rows(1, 0) : new Rows(0, 1));
    } else if (trains) {
      missing++;
    }
  }

  private void put(String text, Rows rows) {
    if (isOver) {
      return;
    }
    texts.merge(text, rows, Rows::plus);
    if (texts.size() > limit) {
      isOver = true;
      texts.clear();
    }
  }

  Levels merge(Levels other) {
    filled += other.filled;
    missing += other.missing;
    isOver |= other.isOver;
    if (isOver) {
      texts.clear();
    }
    other.texts.forEach(this::put);
    return this;
  }

  /** Whether there are more texts than the limit. */
  boolean isOver() {
    return isOver;
  }

  /** Rows of training with a text. */
  long filled() {
    return filled;
  }

  /** Rows of training without one. */
  long missing() {
    return missing;
  }

  /** The texts of training rows, in alphabetical order. */
  List<String> trained() {
    return texts.entrySet().stream()
        .filter(text -> text.getValue().training() > 0)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** The texts that no training row has, and how many other rows have them. */
  Map<String, Long> unseen() {
    Map<String, Long> unseen = new TreeMap<>();
    texts.forEach(
        (text, rows) -> {
          if (rows.training() == 0) {
            unseen.put(text, rows.others());
          }
        });
    return unseen;
  }
}
