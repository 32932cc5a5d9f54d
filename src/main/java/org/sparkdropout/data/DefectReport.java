package org.sparkdropout.data;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Says in words which defects a table has: one sentence a rule, one a column. */
final class DefectReport {
  private final RowTally tally;
  private final ExampleColumns columns;
  private final Target target;

  DefectReport(RowTally tally, ExampleColumns columns, Target target) {
    this.tally = tally;
    this.columns = columns;
    this.target = target;
  }

  /** What must hold and what was found, for every column with defects. */
  String text() {
    return Arrays.stream(ColumnRole.values())
        .filter(role -> !found(role).isEmpty())
        .map(this::text)
        .collect(Collectors.joining(". "));
  }

  private String text(ColumnRole role) {
    String counts = found(role).stream().map(this::text).collect(Collectors.joining(", "));
    return "%s must hold %s. Column '%s' holds %s"
        .formatted(role.param(), rule(role), name(role), counts);
  }

  private String name(ColumnRole role) {
    return role == ColumnRole.LABEL ? target.label().name() : columns.name(role).orElseThrow();
  }

  /** What else to do about the labels; empty if nothing. */
  String labelRemedy() {
    return target.remedy(Set.copyOf(found(ColumnRole.LABEL)));
  }

  private String text(Defect defect) {
    return "%s in %d of %d rows%s"
        .formatted(
            defect.text(),
            tally.defects().get(defect),
            tally.rows(),
            tally.sample(defect).map(value -> " such as " + number(value)).orElse(""));
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.format(Locale.ROOT, "%.0f", value)
        : Double.toString(value);
  }

  private List<Defect> found(ColumnRole role) {
    return tally.defects().keySet().stream().filter(defect -> defect.role() == role).toList();
  }

  private String rule(ColumnRole role) {
    return switch (role) {
      case FEATURES -> "vectors of finite numbers";
      case LABEL -> target.rule();
      case WEIGHT -> "finite numbers >= 0";
      case VALIDATION_INDICATOR -> "true or false";
    };
  }
}
