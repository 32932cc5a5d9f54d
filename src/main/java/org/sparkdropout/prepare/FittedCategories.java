package org.sparkdropout.prepare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.sparkdropout.data.InvalidDataException;

/** The categories of each column, by the training rows. */
final class FittedCategories {
  private final Preparation asked;
  private final List<RawColumn> columns;
  private final FitTally tally;

  /** All columns that are asked for, the categorical ones last. */
  FittedCategories(Preparation asked, List<RawColumn> columns, FitTally tally) {
    this.asked = asked;
    this.columns = columns.subList(columns.size() - asked.categories().size(), columns.size());
    this.tally = tally;
  }

  /** The columns that are of use; tells which are not, and why. */
  List<EncodedColumn> columns(Map<String, String> leftOut) {
    List<EncodedColumn> encoded = new ArrayList<>();
    for (int place = 0; place < columns.size(); place++) {
      RawColumn column = columns.get(place);
      Levels levels = tally.levels(place);
      boolean isOptional = asked.optional().contains(column.name());
      String useless = isOptional ? useless(levels) : "";
      if (useless.isEmpty()) {
        encoded.add(column(column, levels));
      } else {
        leftOut.put(column.name(), useless);
      }
    }
    return encoded;
  }

  /** Why an optional column is of no use; empty if it is. */
  private String useless(Levels levels) {
    if (levels.isOver()) {
      return "more than %d categories (prepare.maxCategories)".formatted(asked.maxCategories());
    }
    int size = levels.trained().size();
    if (2L * size > levels.filled() && size > 0) {
      return "%d categories in %d rows".formatted(size, levels.filled());
    }
    int all = size + (asked.imputes() && levels.missing() > 0 ? 1 : 0);
    return all < 2 ? "the same in all rows" : "";
  }

  private CategoryColumn column(RawColumn column, Levels levels) {
    TreeSet<String> categories = new TreeSet<>(levels.trained());
    boolean missing = asked.imputes() && levels.missing() > 0;
    if (missing) {
      categories.add(CategoryColumn.MISSING);
    }
    if (categories.isEmpty()) {
      throw new InvalidDataException(
          "Some training row must hold a category in '%s'. None does: leave the column out of input.categorical, or repair its rows"
              .formatted(column.name()));
    }
    return new CategoryColumn(column.name(), column.trained(), List.copyOf(categories), missing);
  }

  /**
   * Checks that rows which are not trained on hold only categories that are.
   *
   * @throws InvalidDataException if not, naming columns and counts
   */
  static void requireSeen(Preparation asked, FitTally tally) {
    ProblemTally unseen = new ProblemTally();
    for (int place = 0; place < asked.categories().size(); place++) {
      String name = asked.categories().get(place);
      int feature = place;
      tally
          .levels(place)
          .unseen()
          .forEach(
              (text, rows) ->
                  unseen.add(new Problem(feature, name, Problem.Kind.UNSEEN, text), rows));
    }
    unseen.addRows(tally.problems().rows());
    unseen.check(true, "train.handleInvalid");
  }

  /** Columns that are left out, with reasons. */
  static String reasons(Map<String, String> leftOut) {
    return leftOut.entrySet().stream()
        .map(column -> column.getKey() + ": " + column.getValue())
        .collect(Collectors.joining(", "));
  }
}
