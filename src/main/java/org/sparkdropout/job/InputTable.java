package org.sparkdropout.job;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.sparkdropout.data.InvalidDataException;

/**
 * The tables that the group {@code input} names.
 *
 * @param rows the rows to train on
 * @param test the rows to measure on, if any
 */
record InputTable(Dataset<Row> rows, Optional<Dataset<Row>> test) {
  private static final String PATH = "input.path";
  private static final String TEST_PATH = "input.testPath";
  private static final String FRACTION = "input.testFraction";

  /** The settings that name columns of both tables, and what those hold. */
  private static final Map<String, String> ROLES =
      Map.of("train.labelCol", "label", "train.weightCol", "weight");

  private static final List<String> LISTS = List.of("input.features", "input.categorical");

  /**
   * Reads a table to score.
   *
   * @param kept the columns that the model was trained on: what was text then is read as text, and
   *     what a table without rows, or with objects that leave fields out, does not tell of is there
   */
  static Dataset<Row> read(SparkSession spark, Settings settings, StructType kept) {
    return new TableReader(spark, settings, PATH, kept).read();
  }

  /**
   * Reads the table to train on and, from a second table or a share of the first, the one to
   * measure on. Columns that the settings name have the settings' spelling.
   */
  static InputTable readWithTest(SparkSession spark, Settings settings) {
    double share = testFraction(settings);
    Dataset<Row> rows = readWhole(spark, settings);
    if (!settings.isNull(TEST_PATH)) {
      List<String> names = new ArrayList<>(named(settings));
      names.addAll(List.of(rows.columns()));
      Dataset<Row> test = TableColumns.spelled(train(spark, settings, TEST_PATH), names);
      return new InputTable(rows, Optional.of(test));
    }
    return share == 0 ? new InputTable(rows, Optional.empty()) : split(rows, share, settings);
  }

  /** Reads the table to train on, with all of its rows. */
  static Dataset<Row> readWhole(SparkSession spark, Settings settings) {
    return TableColumns.spelled(train(spark, settings, PATH), named(settings));
  }

  private static Dataset<Row> train(SparkSession spark, Settings settings, String key) {
    return new TableReader(spark, settings, key, new StructType()).read();
  }

  private static List<String> named(Settings settings) {
    List<String> names = new ArrayList<>();
    ROLES.keySet().forEach(key -> settings.optional(key).ifPresent(names::add));
    settings.optional("train.validationIndicatorCol").ifPresent(names::add);
    LISTS.forEach(key -> names.addAll(settings.texts(key)));
    return names;
  }

  private static InputTable split(Dataset<Row> rows, double share, Settings settings) {
    Column isTest = position(rows, settings.whole("train.seed")).lt(share);
    Dataset<Row> train = rows.filter(functions.not(isTest));
    Dataset<Row> test = rows.filter(isTest);
    for (Dataset<Row> part : List.of(train, test)) {
      if (part.isEmpty()) {
        throw emptyPart(rows.count(), share, part == test ? "measure" : "train");
      }
    }
    return new InputTable(train, Optional.of(test));
  }

  private static InvalidDataException emptyPart(long rows, double share, String purpose) {
    return rows == 0
        ? withoutRows(PATH)
        : new InvalidDataException(
            ("input.testFraction must leave rows to train on and rows to measure on. Of the table's"
                    + " %d rows, a fraction of %s leaves none to %s on. Set another fraction such as"
                    + " 0.5, or name a table to measure on in input.testPath, or give more rows")
                .formatted(rows, share, purpose));
  }

  /** The error for the table of a setting, if it has no rows. */
  static InvalidDataException withoutRows(String key) {
    return new InvalidDataException(
        "The table of %s must hold rows. It holds none. Name a table with rows there"
            .formatted(key));
  }

  /**
   * The share of the rows to measure on.
   *
   * @throws SettingsException if it is no share, or there is a table to measure on beside it
   */
  static double testFraction(Settings settings) {
    double share = settings.share(FRACTION);
    if (share > 0 && !settings.isNull(TEST_PATH)) {
      throw settings.wrong(
          FRACTION,
          "0 where input.testPath is set (here to %s), or input.testPath must be null"
              .formatted(settings.text(TEST_PATH)));
    }
    return share;
  }

  /** A number in [0, 1) that follows from a row's content, maps apart, and the keys only. */
  static Column position(Dataset<Row> rows, long... keys) {
    List<Column> columns = new ArrayList<>();
    for (StructField field : rows.schema().fields()) {
      // Spark does not hash maps: equal ones may be stored in different orders.
      if (!field.dataType().catalogString().contains("map<")) {
        columns.add(TableColumns.quoted(field.name()));
      }
    }
    LongStream.of(keys).mapToObj(functions::lit).forEach(columns::add);
    Column hash =
        functions.shiftrightunsigned(functions.xxhash64(columns.toArray(Column[]::new)), 11);
    return hash.divide(functions.lit(0x1p53));
  }

  /**
   * Checks the rows to measure on, if there are any.
   *
   * @param data fitted on the other rows
   * @return which of their labels training never saw, for people to read, if any
   * @throws InvalidDataException naming the column, what it is for and the table
   */
  Optional<String> checkTest(Settings settings, PreparedData data) {
    if (test.isEmpty()) {
      return Optional.empty();
    }
    boolean isTable = !settings.isNull(TEST_PATH);
    if (isTable) {
      checkTestColumns(settings, data.rawColumns());
      if (test.get().isEmpty()) {
        throw withoutRows(TEST_PATH);
      }
    }
    try {
      return data.checkTest(test.get());
    } catch (InvalidDataException wrong) {
      throw new InvalidDataException(
          "The rows to measure on (%s) do not fit. %s"
              .formatted(isTable ? TEST_PATH : FRACTION, wrong.getMessage()));
    }
  }

  /** Checks that the second table has the columns that training takes from the first. */
  private void checkTestColumns(Settings settings, List<String> features) {
    ROLES.forEach(
        (key, role) ->
            settings
                .optional(key)
                .ifPresent(name -> checkTest(name, "the %s (%s)".formatted(role, key))));
    features.forEach(name -> checkTest(name, "a feature"));
  }

  private void checkTest(String column, String role) {
    StructType schema = test.orElseThrow().schema();
    if (!Arrays.asList(schema.fieldNames()).contains(column)) {
      throw new InvalidDataException(
          ("The table of input.testPath must have the columns of the table of input.path. It lacks"
                  + " '%s', %s. %s")
              .formatted(column, role, TableColumns.of(schema).suggestion(column)));
    }
  }
}
