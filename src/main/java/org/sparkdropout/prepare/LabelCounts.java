package org.sparkdropout.prepare;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeType;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.sparkdropout.data.ClassNumbers;
import org.sparkdropout.data.ExampleReader;
import org.sparkdropout.data.InvalidDataException;
import org.sparkdropout.data.TypeText;

/** The labels that a table to train on holds, and how many rows have each. */
final class LabelCounts {
  /** Of distinct labels, however they are written, more than this are not looked at. */
  static final int MOST = 4 * ExampleReader.MAX_CLASSES;

  /** Of distinct labels with fractions, more than this are amounts and no classes. */
  private static final int MOST_FRACTIONS = 100;

  private final StructField field;
  private final LabelKind kind;
  private final SortedMap<String, Long> training;
  private final TreeSet<String> heldOut;
  private long rows;
  private long missing;

  /**
   * Adds up counts.
   *
   * @param field the label column
   * @param kind of the labels
   * @param counts rows of label as text, whether its rows are held out, how many there are
   */
  LabelCounts(StructField field, LabelKind kind, List<Row> counts) {
    this.field = field;
    this.kind = kind;
    this.training = new TreeMap<>(kind.order());
    this.heldOut = new TreeSet<>(kind.order());
    counts.forEach(this::add);
  }

  private void add(Row row) {
    Optional<String> label = kind.text(row.getString(0), kind);
    long count = row.getLong(2);
    rows += count;
    if (label.isEmpty()) {
      missing += count;
    } else if (row.isNullAt(1) || row.getBoolean(1)) {
      heldOut.add(label.get());
    } else {
      training.merge(label.get(), count, Long::sum);
    }
  }

  String column() {
    return field.name();
  }

  LabelKind kind() {
    return kind;
  }

  /** Labels of rows to train on, in order. */
  List<String> seen() {
    return List.copyOf(training.keySet());
  }

  /** Labels that only rows held out have, in order. */
  List<String> unseen() {
    return heldOut.stream().filter(label -> !training.containsKey(label)).toList();
  }

  /** Whether the labels are class numbers already: whole numbers from 0 on. */
  boolean areClassNumbers() {
    return kind == LabelKind.NUMBER
        && training.firstKey().equals("0")
        && training.keySet().stream().allMatch(label -> new BigDecimal(label).scale() <= 0);
  }

  /**
   * Checks that these labels can be trained on.
   *
   * @throws InvalidDataException if not
   */
  LabelCounts checked(MissingLabels policy) {
    requireRows();
    if (missing > 0 && missing < rows && policy == MissingLabels.REFUSED) {
      throw new InvalidDataException(
          ("Every row must have a label. Column '%s' holds none in %d of %d rows. Drop these rows, or"
                  + " set train.handleInvalid = skip to leave them out of training")
              .formatted(column(), missing, rows));
    }
    if (training.isEmpty()) {
      throw new InvalidDataException(
          heldOut.isEmpty()
              ? "Some training rows must have a label. Column '%s' holds none in any of them: name another column in train.labelCol, or give rows with labels"
                  .formatted(column())
              : "Some rows with a label must be trained on. All %d rows in which column '%s' holds one are held out for validation: set the column of train.validationIndicatorCol to false in some of them, or leave that setting out"
                  .formatted(rows - missing, column()));
    }
    if (training.size() > ExampleReader.MAX_CLASSES) {
      throw new InvalidDataException(
          "A label column must hold at most %,d different labels. Column '%s' holds more: name a column of classes in train.labelCol, not one of keys. If they are amounts to predict, set train.task = regression"
              .formatted(ExampleReader.MAX_CLASSES, column()));
    }
    requireNoAmounts();
    if (areClassNumbers() && !hasClasses()) {
      long largest = new BigDecimal(training.lastKey()).longValue();
      ClassNumbers.requireMostUsed(column(), training.keySet(), largest);
    }
    return this;
  }

  /** Classes may be numbers with fractions, such as half stars, but not any number of them. */
  private void requireNoAmounts() {
    boolean fractions =
        kind == LabelKind.NUMBER
            && training.keySet().stream().anyMatch(label -> new BigDecimal(label).scale() > 0);
    if (fractions && training.size() > MOST_FRACTIONS) {
      throw new InvalidDataException(
          ("A label column must hold classes with train.task = classification. Column '%s' holds %,d"
                  + " different numbers with fractions. If they are amounts to predict, set train.task ="
                  + " regression. If they are codes of classes, set input.schema = \"%s STRING\"")
              .formatted(column(), training.size(), TypeText.inSchema(column())));
    }
  }

  private void requireRows() {
    if (rows == 0) {
      throw new InvalidDataException(
          "The table must hold rows. It holds none: name a table with rows");
    }
  }

  /** Whether the column's metadata says what the classes are. */
  private boolean hasClasses() {
    return field.dataType() instanceof NumericType
        && Attribute.fromStructField(field).attrType().equals(AttributeType.Nominal());
  }
}
