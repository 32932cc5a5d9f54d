package org.sparkdropout.data;

import java.util.Map;
import java.util.stream.Collectors;

/** What a table must fulfil to be trained on, checked on the counts of one pass. */
final class ProfileRules {
  private final ExampleColumns columns;
  private final HandleInvalid handleInvalid;
  private final ValidationSplit split;

  ProfileRules(ExampleColumns columns, HandleInvalid handleInvalid, ValidationSplit split) {
    this.columns = columns;
    this.handleInvalid = handleInvalid;
    this.split = split;
  }

  /**
   * Checks all rules.
   *
   * @throws InvalidDataException for the first that is broken
   */
  void check(RowTally tally, Target target) {
    require(tally.rows() > 0, "The table must hold rows. It holds none: name a table with rows");
    checkDefects(tally, target);
    checkWidths(tally.widths(), tally.usableRows());
    checkSplit(tally);
    tally.training().labels().check();
    checkWeights(tally.training(), "training");
    if (tally.validation().rows() > 0) {
      checkWeights(tally.validation(), "validation");
    }
  }

  private void checkDefects(RowTally tally, Target target) {
    if (tally.unusableRows() == 0) {
      return;
    }
    DefectReport report = new DefectReport(tally, columns, target);
    String defects = report.text();
    require(
        handleInvalid != HandleInvalid.ERROR,
        defects
            + ". Repair these rows, or set handleInvalid to skip or keep to leave them out"
            + report.labelRemedy());
    require(
        tally.unusableRows() < tally.rows(),
        "At least one row must be usable. All %d rows have defects. %s. Repair them%s"
            .formatted(tally.rows(), defects, report.labelRemedy()));
  }

  private void checkWidths(Map<Integer, Long> widths, long usable) {
    String counts =
        widths.entrySet().stream()
            .map(
                entry ->
                    "width %d in %d of %d rows".formatted(entry.getKey(), entry.getValue(), usable))
            .collect(Collectors.joining(", "));
    require(
        widths.size() == 1,
        "All vectors must have one width. Column '%s' holds %s: assemble all rows in one way"
            .formatted(columns.features(), counts));
    require(
        !widths.containsKey(0),
        "Vectors must hold at least one feature. Column '%s' holds %s: assemble some columns"
            .formatted(columns.features(), counts));
  }

  private void checkSplit(RowTally tally) {
    long usable = tally.usableRows();
    require(
        tally.training().rows() > 0,
        "The validation split must leave rows to train on. All %d usable rows are held out: %s"
            .formatted(usable, remedy("lower validationFraction", "false")));
    require(
        tally.validation().rows() > 0 || !isSplit(),
        "The validation split must hold out rows. None of the %d usable rows is held out: %s"
            .formatted(usable, remedy("raise validationFraction or give more data", "true")));
  }

  private boolean isSplit() {
    return split.isOn() || columns.validationIndicator().isPresent();
  }

  private String remedy(String fraction, String indicator) {
    return columns
        .validationIndicator()
        .map(column -> "set column '%s' to %s in some rows".formatted(column, indicator))
        .orElse(fraction);
  }

  private void checkWeights(PartTally part, String name) {
    require(
        part.weightedRows() > 0,
        ("At least one %s row must have a weight above 0. "
                + "Column '%s' holds 0 in %d of %d rows: raise some weights")
            .formatted(name, columns.weight().orElse(""), part.rows(), part.rows()));
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new InvalidDataException(message);
    }
  }
}
