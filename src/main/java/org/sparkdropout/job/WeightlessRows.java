package org.sparkdropout.job;

import java.util.stream.Collectors;
import org.sparkdropout.prepare.CategoryColumn;

/** Says in how many rows of a scored table a category weighs nothing, and warns where in all. */
record WeightlessRows(Preprocessing preprocessing, ScoreTally tally) {
  private static final int SHOWN = 5;

  void tell(JobConsole console) {
    preprocessing
        .weightless()
        .ifPresent(categories -> categories.columns().forEach(column -> tell(column, console)));
  }

  private void tell(CategoryColumn column, JobConsole console) {
    long rows = tally.weightless().getOrDefault(column.name(), 0L);
    if (rows > 0 && rows == tally.counts().out()) {
      console.warn(
          "No row has a category of column '%s' that training saw, so the column weighs nothing. Training saw %s. Check that it is the same column, and that its values are written in the same way"
              .formatted(column.name(), seen(column)));
    } else if (rows > 0) {
      console.say(
          "Column '%s': in %s the category is missing, or training never saw it. It weighs nothing there"
              .formatted(column.name(), Reasons.rows(rows)));
    }
  }

  private static String seen(CategoryColumn column) {
    String shown =
        column.categories().stream()
            .limit(SHOWN)
            .map("'%s'"::formatted)
            .collect(Collectors.joining(", "));
    return column.width() > SHOWN ? shown + " and others" : shown;
  }
}
