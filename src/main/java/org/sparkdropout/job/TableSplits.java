package org.sparkdropout.job;

import com.typesafe.config.ConfigFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.functions;
import org.sparkdropout.data.InvalidDataException;

/**
 * The splits of one table into rows to train on and rows to test on. A row's place in a split
 * follows from its content, {@code train.seed} and the number of the split, and not from files,
 * partitions or order. Copies of a row are all on one side.
 *
 * <p>Of classes, each has the same share of its rows on either side, but for rounding. The rows of
 * a class are sorted by their hashes for it.
 */
final class TableSplits {
  static final String SPLITS = "compare.splits";
  static final String KIND = "compare.splitting";
  static final String REPEATED = "repeated";
  static final String FOLDS = "kFold";

  private static final int MOST = 100;
  private static final String CHECKPOINTS = "checkpoint.path";
  private static final String FRACTION = "input.testFraction";

  private final Dataset<Row> rows;
  private final Settings settings;

  /**
   * The splits of a table.
   *
   * @param rows the whole table
   * @param settings checked
   */
  TableSplits(Dataset<Row> rows, Settings settings) {
    this.rows = rows;
    this.settings = settings;
  }

  /** How many splits settings ask for; 1 for the rows that {@code input} names. */
  static int count(Settings settings) {
    return settings.between(SPLITS, 1, MOST);
  }

  /**
   * Checks what settings say of splits.
   *
   * @throws SettingsException if they cannot be made
   */
  static void check(Settings settings) {
    boolean folds = settings.oneOf(KIND, List.of(REPEATED, FOLDS)).equals(FOLDS);
    if (count(settings) == 1) {
      if (folds) {
        throw settings.wrong(SPLITS, "at least 2 where %s = %s".formatted(KIND, FOLDS));
      }
      return;
    }
    if (!settings.isNull("input.testPath")) {
      throw settings.wrong(
          "input.testPath",
          "null where %s is above 1, since splits are made of the table of input.path"
              .formatted(SPLITS));
    }
    if (folds && settings.share(FRACTION) > 0) {
      throw settings.wrong(
          FRACTION, "0 where %s = %s, since each split tests on one fold".formatted(KIND, FOLDS));
    } else if (!folds && settings.share(FRACTION) == 0) {
      throw settings.wrong(
          FRACTION,
          "above 0, such as 0.2, where %s is above 1 (or set %s = %s)"
              .formatted(SPLITS, KIND, FOLDS));
    }
  }

  /** The settings of a split: its checkpoints have a folder of their own. */
  static Settings settings(Settings all, int number) {
    return all.optional(CHECKPOINTS)
        .map(path -> Map.of(CHECKPOINTS, "%s/split-%d".formatted(path, number)))
        .map(folder -> all.with(ConfigFactory.parseMap(folder)))
        .orElse(all);
  }

  /**
   * A split.
   *
   * @param number counted from 1
   * @throws InvalidDataException if it has no rows to train on or none to test on
   */
  InputTable split(int number) {
    String place = TableColumns.free("compare_place", Arrays.asList(rows.columns()));
    Dataset<Row> placed = rows.withColumn(place, place(number));
    Column isTest = isTest(functions.col(place), number);
    Dataset<Row> train = placed.filter(functions.not(isTest)).drop(place);
    Dataset<Row> test = placed.filter(isTest).drop(place);
    if (train.isEmpty() || test.isEmpty()) {
      throw new InvalidDataException(
          "Each of %d splits must have rows to train on and rows to test on. Split %d of the table's %d rows has none to %s on. Set %s lower, or give more rows"
              .formatted(
                  count(settings),
                  number,
                  rows.count(),
                  test.isEmpty() ? "test" : "train",
                  SPLITS));
    }
    return new InputTable(train, Optional.of(test));
  }

  private boolean folds() {
    return settings.text(KIND).equals(FOLDS);
  }

  private Column isTest(Column place, int number) {
    return folds()
        ? functions.floor(place.multiply(count(settings))).equalTo(number - 1)
        : place.lt(settings.share(FRACTION));
  }

  /**
   * A number in [0, 1): folds are ranges of one order of the rows, other splits have each its own.
   */
  private Column place(int number) {
    long seed = settings.whole("train.seed");
    Column hash =
        folds() ? InputTable.position(rows, seed) : InputTable.position(rows, seed, number);
    String label = settings.text("train.labelCol");
    boolean classes = !settings.text(EstimatorSettings.TASK).equals(EstimatorSettings.REGRESSION);
    if (!classes || !Arrays.asList(rows.columns()).contains(label)) {
      return hash;
    }
    WindowSpec ofClass = Window.partitionBy(TableColumns.quoted(label));
    return functions
        .rank()
        .over(ofClass.orderBy(hash))
        .minus(0.5)
        .divide(functions.count(functions.lit(1)).over(ofClass));
  }
}
