package org.sparkdropout.data;

import java.util.Map;
import java.util.stream.Collectors;

/** Says in words that rows to measure on are of classes that training never saw. */
public final class UnseenClasses {
  private static final int SHOWN = 5;

  private UnseenClasses() {}

  /**
   * Makes the sentence.
   *
   * @param part which rows: Validation or Test
   * @param column what the user calls the label column
   * @param rows of each label, which is shown as it is; at least one label
   * @return a sentence with a remedy
   */
  public static String warning(String part, String column, Map<String, Long> rows) {
    String counts =
        rows.entrySet().stream()
            .limit(SHOWN)
            .map(entry -> entry.getKey() + " in " + rows(entry.getValue()))
            .collect(Collectors.joining(", "));
    return ("%s rows hold classes of column '%s' that no training row has: %s%s. The model cannot know"
            + " them, so these rows count as errors. Give training rows of these classes")
        .formatted(part, column, counts, rows.size() > SHOWN ? ", ..." : "");
  }

  private static String rows(long count) {
    return count == 1 ? "1 row" : "%,d rows".formatted(count);
  }
}
