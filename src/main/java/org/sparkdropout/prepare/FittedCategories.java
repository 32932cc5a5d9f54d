package org.sparkdropout.prepare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
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

  /** The optional columns that are of no use, and why. */
  Map<String, String> leftOut() {
    Map<String, String> leftOut = new LinkedHashMap<>();
    for (int place = 0; place < columns.size(); place++) {
      String useless = useless(place);
      if (!useless.isEmpty()) {
        leftOut.put(columns.get(place).name(), useless);
      }
    }
    return leftOut;
  }

  /** The columns that are of use. */
  List<EncodedColumn> columns() {
    List<EncodedColumn> encoded = new ArrayList<>();
    for (int place = 0; place < columns.size(); place++) {
      if (useless(place).isEmpty()) {
        encoded.add(column(columns.get(place), tally.levels(place)));
      }
    }
    return encoded;
  }

  /** Why an optional column is of no use; empty if it is. */
  private String useless(int place) {
    Levels levels = tally.levels(place);
    if (!asked.optional().contains(columns.get(place).name())) {
      return "";
    }
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
  void requireSeen() {
    ProblemTally unseen = new ProblemTally();
    for (int place = 0; place < columns.size(); place++) {
      if (useless(place).isEmpty()) {
        addUnseen(place, unseen);
      }
    }
    unseen.addRows(tally.problems().rows());
    unseen.check(true, "train.handleInvalid");
  }

  private void addUnseen(int place, ProblemTally unseen) {
    String name = columns.get(place).name();
    tally
        .levels(place)
        .unseen()
        .forEach(
            (text, rows) -> unseen.add(new Problem(place, name, Problem.Kind.UNSEEN, text), rows));
  }
}
