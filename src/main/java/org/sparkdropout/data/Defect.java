package org.sparkdropout.data;

/** A kind of value that makes a row unusable. The order is that in which errors name them. */
public enum Defect {
  /** No vector of features. */
  NULL_FEATURES(ColumnRole.FEATURES, "null"),
  /** A feature that is not a number. */
  NAN_FEATURES(ColumnRole.FEATURES, "NaN"),
  /** A feature that is infinite, or beyond the range of float. */
  INFINITE_FEATURES(ColumnRole.FEATURES, "infinite values"),
  /** No label. */
  NULL_LABEL(ColumnRole.LABEL, "null"),
  /** A label that is not a number. */
  NAN_LABEL(ColumnRole.LABEL, "NaN"),
  /** A label below 0. */
  NEGATIVE_LABEL(ColumnRole.LABEL, "negative values"),
  /** A label between two whole numbers. */
  FRACTIONAL_LABEL(ColumnRole.LABEL, "fractions"),
  /** A label that is no class: not below the number of classes, where known, or the limit. */
  LARGE_LABEL(ColumnRole.LABEL, "values too large"),
  /** The label is infinite. */
  INFINITE_LABEL(ColumnRole.LABEL, "infinite values"),
  /** No weight. */
  NULL_WEIGHT(ColumnRole.WEIGHT, "null"),
  /** A weight that is not a number. */
  NAN_WEIGHT(ColumnRole.WEIGHT, "NaN"),
  /** A weight below 0. */
  NEGATIVE_WEIGHT(ColumnRole.WEIGHT, "negative values"),
  /** A weight that is infinite, or beyond the range of float. */
  INFINITE_WEIGHT(ColumnRole.WEIGHT, "infinite values"),
  /** Neither for training nor for validation. */
  NULL_VALIDATION_INDICATOR(ColumnRole.VALIDATION_INDICATOR, "null");

  private final ColumnRole role;
  private final String text;

  Defect(ColumnRole role, String text) {
    this.role = role;
    this.text = text;
  }

  /** The role of the column that holds the value. */
  ColumnRole role() {
    return role;
  }

  /**
   * The kind of value in words.
   *
   * @return such as {@code infinite values}
   */
  public String text() {
    return text;
  }

  /**
   * The param that names the column that holds the value.
   *
   * @return such as {@code featuresCol}
   */
  public String param() {
    return role.param();
  }
}
