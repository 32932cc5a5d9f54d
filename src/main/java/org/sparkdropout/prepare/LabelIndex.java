package org.sparkdropout.prepare;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.catalyst.util.QuotingUtils;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.sparkdropout.data.ExampleReader;
import org.sparkdropout.data.InvalidDataException;
import org.sparkdropout.data.LabelColumn;
import org.sparkdropout.data.TypeText;
import org.sparkdropout.data.UnseenClasses;

/**
 * Which class each label is: the classes of a training table, in order, and the number of the class
 * that a row of any table belongs to.
 *
 * <p>Labels may be text, numbers, booleans or dates. Whole numbers of which the smallest is 0 are
 * class numbers already; all others are numbered in the order of their {@link LabelKind}. A label
 * of another table is brought to the same text whatever its type there: 1, 1.0 and the text "1" are
 * one label. Labels that no training row has get numbers from {@link #classes} on; rows without a
 * label get null.
 *
 * <p>Immutable and thread-safe.
 */
public final class LabelIndex implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String column;
  private final LabelKind kind;

  /** Whether the labels are class numbers already. */
  private final boolean numbered;

  /** Above the number of every label trained on. */
  private final int classes;

  /** Labels of training rows, in order. */
  private final List<String> seen;

  /** Labels that only rows held out have, in order; empty if labels are class numbers. */
  private final List<String> unseen;

  private final Map<String, Integer> numbers = new TreeMap<>();

  /** The labels of text that equal a number or a truth value, by that value as text. */
  private final Map<String, String> sameValue;

  LabelIndex(LabelCounts counts) {
    this.column = counts.column();
    this.kind = counts.kind();
    this.numbered = counts.areClassNumbers();
    this.seen = counts.seen();
    this.unseen = numbered ? List.of() : counts.unseen();
    seen.forEach(label -> numbers.put(label, numbered ? unseenNumber(label) : numbers.size()));
    this.classes = numbers.values().stream().mapToInt(number -> number + 1).max().orElse(0);
    unseen.forEach(label -> numbers.put(label, numbers.size()));
    this.sameValue = sameValues(seen);
  }

  private static Map<String, String> sameValues(List<String> labels) {
    Map<String, List<String>> byValue =
        labels.stream().collect(Collectors.groupingBy(LabelIndex::value));
    Map<String, String> unambiguous = new TreeMap<>();
    byValue.forEach(
        (value, same) -> {
          if (same.size() == 1) {
            unambiguous.put(value, same.get(0));
          }
        });
    return unambiguous;
  }

  private static String value(String label) {
    String number = LabelKind.number(label);
    return number.equalsIgnoreCase("true") || number.equalsIgnoreCase("false")
        ? number.toLowerCase(Locale.ROOT)
        : number;
  }

  /**
   * Finds the classes of a table. Runs one job, which reads the label column.
   *
   * @param table raw rows
   * @param column of the labels
   * @param heldOut a boolean column, true for rows that are not trained on
   * @param missing what becomes of rows without a label
   * @return the index
   * @throws InvalidDataException if the column cannot hold labels, a label is missing where none
   *     may be, or there are no labels, too many, or class numbers of which most have no row
   */
  public static LabelIndex fit(
      Dataset<Row> table, String column, Column heldOut, MissingLabels missing) {
    StructField field = field(table, column);
    LabelKind kind = kind(field);
    List<Row> rows =
        table
            .groupBy(quoted(column).cast(DataTypes.StringType), heldOut)
            .count()
            .limit(LabelCounts.MOST)
            .collectAsList();
    return new LabelIndex(new LabelCounts(field, kind, rows).checked(missing));
  }

  private static StructField field(Dataset<Row> table, String column) {
    return table.schema().apply(column);
  }

  /**
   * Checks that a column can hold labels.
   *
   * @param field the column
   * @throws InvalidDataException if its type does not fit
   */
  public static void check(StructField field) {
    kind(field);
  }

  private static LabelKind kind(StructField field) {
    return LabelKind.of(field.dataType())
        .orElseThrow(
            () ->
                new InvalidDataException(
                    "train.labelCol must name a column of text, numbers, booleans or dates. Column"
                        + " '%s' is of type %s: name a column that holds one class a row"
                            .formatted(field.name(), TypeText.of(field.dataType()))));
  }

  /**
   * The text of each class.
   *
   * @return in the order of the classes; nothing if the labels are class numbers
   */
  public Optional<List<String>> texts() {
    return numbered ? Optional.empty() : Optional.of(seen);
  }

  /**
   * The number of classes.
   *
   * @return above the number of every label trained on
   */
  public int classes() {
    return classes;
  }

  /**
   * Replaces or adds the column of class numbers.
   *
   * @param table a table with the label column, of any type that holds labels
   * @param output the name of the column of class numbers; may be that of the labels
   * @return the table with that column, as double
   * @throws InvalidDataException if the table's label column cannot hold labels
   */
  public Dataset<Row> apply(Dataset<Row> table, String output) {
    StructField field = field(table, column);
    UDF1<String, Double> number = text -> number(text).map(Integer::doubleValue).orElse(null);
    Column index = functions.udf(number, DataTypes.DoubleType).apply(text(table));
    return table.withColumn(output, index.as(output, metadata(field)));
  }

  private Metadata metadata(StructField field) {
    return numbered ? field.metadata() : LabelColumn.metadata(column, seen, unseen);
  }

  /**
   * The labels of a table as text.
   *
   * @param table a table with the label column, of any type that holds labels
   * @return a column; null for rows without a label
   * @throws InvalidDataException if the table's label column cannot hold labels
   */
  public Column text(Dataset<Row> table) {
    LabelKind given = kind(field(table, column));
    UDF1<String, String> text = value -> text(value, given).orElse(null);
    return functions
        .udf(text, DataTypes.StringType)
        .apply(quoted(column).cast(DataTypes.StringType));
  }

  private Optional<String> text(String value, LabelKind given) {
    Optional<String> text = kind.text(value, given);
    return kind == LabelKind.TEXT && given != LabelKind.TEXT
        ? text.map(some -> sameValue.getOrDefault(value(some), some))
        : text;
  }

  private Optional<Integer> number(String text) {
    if (text == null) {
      return Optional.empty();
    }
    Integer number = numbers.get(text);
    return Optional.of(number != null ? number : unseenNumber(text));
  }

  private int unseenNumber(String text) {
    return numbered ? classNumber(text).orElse(ExampleReader.MAX_CLASSES) : numbers.size();
  }

  /** A class number, of a class without training rows. */
  private static Optional<Integer> classNumber(String text) {
    try {
      int number = new BigDecimal(text).intValueExact();
      return Optional.of(number).filter(some -> some >= 0);
    } catch (ArithmeticException | NumberFormatException none) {
      return Optional.empty();
    }
  }

  /**
   * Says which labels of rows to measure on no training row has. Runs a job, which reads the label
   * column.
   *
   * @param table a table with the label column
   * @return a sentence with a remedy; nothing if training saw all of them
   */
  public Optional<String> unseen(Dataset<Row> table) {
    Set<String> known = new HashSet<>(seen);
    Map<String, Long> unseenRows = new TreeMap<>();
    for (Row row : table.groupBy(text(table)).count().limit(LabelCounts.MOST).collectAsList()) {
      if (!row.isNullAt(0) && !known.contains(row.getString(0))) {
        unseenRows.put("'" + row.getString(0) + "'", row.getLong(1));
      }
    }
    return unseenRows.isEmpty()
        ? Optional.empty()
        : Optional.of(UnseenClasses.warning("Test", column, unseenRows));
  }

  private static Column quoted(String name) {
    return functions.col(QuotingUtils.quoteIdentifier(name));
  }
}
