package org.sparkdropout.data;

import java.util.Collection;
import java.util.stream.Collectors;

/** The rule for labels that are class numbers: most classes up to the largest must have rows. */
public final class ClassNumbers {
  private static final int SHOWN = 5;

  private ClassNumbers() {}

  /**
   * Refuses labels such as 0, 1 and 65535, of which one is mistyped or which are codes. Labels of
   * one class alone pass.
   *
   * @param column what the user calls the label column
   * @param labels the distinct labels of the training rows, at least one, ascending
   * @param largest the largest of them
   * @throws InvalidDataException if more than half of the classes from 0 to the largest are empty
   */
  public static void requireMostUsed(String column, Collection<?> labels, long largest) {
    long classes = largest + 1;
    if (labels.size() == 1 || (classes - labels.size()) * 2 <= classes) {
      return;
    }
    throw new InvalidDataException(
        ("At least half of the classes must have training rows. Column '%s' holds labels up to %d,"
                + " so there would be %d classes, but only %d have rows: %s. Correct the labels. If"
                + " they are codes and no class numbers, %s")
            .formatted(
                column,
                largest,
                classes,
                labels.size(),
                shown(labels),
                TypeRemedy.of(column, "STRING", "index the column with StringIndexer")));
  }

  private static String shown(Collection<?> labels) {
    String first =
        labels.stream().limit(SHOWN).map(String::valueOf).collect(Collectors.joining(", "));
    return labels.size() > SHOWN ? first + ", ..." : first;
  }
}
