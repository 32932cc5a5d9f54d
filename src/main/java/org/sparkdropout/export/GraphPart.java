package org.sparkdropout.export;

import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A column on its way through a pipeline, as a value of a graph: doubles (rows, width), or texts
 * (rows, 1).
 *
 * @param value its name in the graph
 * @param slots where each of the doubles is from; none for text
 * @param text the raw column that a text is from, and what it means there if it is empty
 */
record GraphPart(String value, List<Slot> slots, Optional<Text> text) {
  /**
   * A number of a raw column that is passed on with missing values filled in at most.
   *
   * @param input the raw column; empty for a number that a stage has made
   * @param place of the number in it
   */
  record Slot(Optional<RawInput> input, int place) {
    static final Slot MADE = new Slot(Optional.empty(), 0);
  }

  /**
   * A text of a raw column.
   *
   * @param input the raw column
   * @param missing the category that stands for a missing one; empty if there is none
   */
  record Text(RawInput input, Optional<String> missing) {}

  static GraphPart numbers(String value, List<Slot> slots) {
    return new GraphPart(value, slots, Optional.empty());
  }

  /** Numbers that a stage has made. */
  static GraphPart made(String value, int width) {
    return numbers(value, Collections.nCopies(width, Slot.MADE));
  }

  static GraphPart text(String value, RawInput input, Optional<String> missing) {
    return new GraphPart(value, List.of(), Optional.of(new Text(input, missing)));
  }

  int width() {
    return slots.size();
  }
}
