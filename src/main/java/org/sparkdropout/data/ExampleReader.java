package org.sparkdropout.data;

import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.catalyst.util.QuotingUtils;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.sparkdropout.monitor.Described;

/**
 * Reads a table as examples, after one pass that checks all of it.
 *
 * <p>Rows with a defect (see {@link Defect}) are an error, or are left out and counted, as {@link
 * HandleInvalid} says; vectors of differing width are always an error, as no row is the wrong one.
 */
public final class ExampleReader {
  /** Labels without metadata must lie in [0, 65536). */
  public static final int MAX_CLASSES = 1 << 16;

  /** The size of labels that are numbers; squares of larger ones would leave double precision. */
  public static final double LARGEST_LABEL = 1e100;

  private final ExampleColumns columns;
  private final TargetKind kind;
  private final HandleInvalid handleInvalid;
  private final ValidationSplit split;

  /**
   * Sets up a reader of classes.
   *
   * @param columns the columns to read
   * @param handleInvalid what to do with rows that have a defect
   * @param split what to hold out where no validation indicator column says so
   * @throws IllegalArgumentException if there is both an indicator column and a split
   */
  public ExampleReader(ExampleColumns columns, HandleInvalid handleInvalid, ValidationSplit split) {
    this(columns, TargetKind.CLASS, handleInvalid, split);
  }

  /**
   * Sets up a reader.
   *
   * @param columns the columns to read
   * @param kind what the label column holds
   * @param handleInvalid what to do with rows that have a defect
   * @param split what to hold out where no validation indicator column says so
   * @throws IllegalArgumentException if there is both an indicator column and a split
   */
  public ExampleReader(
      ExampleColumns columns, TargetKind kind, HandleInvalid handleInvalid, ValidationSplit split) {
    if (split.isOn() && columns.validationIndicator().isPresent()) {
      throw new IllegalArgumentException(
          "validationFraction must be 0 if there is a validationIndicatorCol. Provided value: "
              + columns.validationIndicator().get()
              + ". Unset one of them");
    }
    this.columns = columns;
    this.kind = kind;
    this.handleInvalid = handleInvalid;
    this.split = split;
  }

  /**
   * Checks a table and prepares to read it. Runs one job over the whole table; the examples are
   * read when they are used, each time anew.
   *
   * @param table a table that gives the same rows each time, in any order
   * @return its usable rows and its profile
   * @throws InvalidDataException if a column is missing or mistyped, or the rows cannot be trained
   *     on
   */
  public Examples read(Dataset<?> table) {
    columns.check(table.schema(), kind);
    Target target = target(table);
    RowReader reader = new RowReader(target, split);
    JavaRDD<ReadRow> rows = checking(table, () -> select(table).toJavaRDD().map(reader::read));
    RowTally tally =
        checking(
            table, () -> rows.treeAggregate(new RowTally(target), RowTally::add, RowTally::add));
    new ProfileRules(columns, handleInvalid, split).check(tally, target);
    StructField features = table.schema().apply(columns.features());
    return new Examples(
        rows,
        DataProfile.of(tally),
        DataWarnings.of(tally, features),
        UntrainedCategories.places(features, tally.scales()),
        tally.scales().areFar(),
        tally.training().labels().constantAnswer());
  }

  private Target target(Dataset<?> table) {
    return Target.of(kind, table.schema().apply(columns.label()));
  }

  /**
   * Says of each row of a table what {@link #read} takes it for.
   *
   * @param table with these columns
   * @return a column of text: the row's {@link Part}, in lower case
   */
  public Column part(Dataset<?> table) {
    RowReader reader = new RowReader(target(table), split);
    UDF1<Row, String> part = row -> Part.of(reader.read(row)).text();
    return functions
        .udf(part, DataTypes.StringType)
        .apply(functions.struct(selection(table).toArray(Column[]::new)));
  }

  /** Adaptive plans run jobs when they are made an RDD. */
  private static <T> T checking(Dataset<?> table, Supplier<T> work) {
    SparkContext context = table.sparkSession().sparkContext();
    return Described.job(context, "check the table", "count rows and defects", work::get);
  }

  private Dataset<Row> select(Dataset<?> table) {
    return table.select(selection(table).toArray(Column[]::new));
  }

  private List<Column> selection(Dataset<?> table) {
    return List.of(
        column(table, columns.features()),
        column(table, columns.label()).cast(target(table).type()),
        columns.weight().map(name -> column(table, name)).orElse(functions.lit(1)).cast("double"),
        columns
            .validationIndicator()
            .map(name -> column(table, name))
            .orElse(functions.lit(false)));
  }

  private static Column column(Dataset<?> table, String name) {
    return table.col(QuotingUtils.quoteIdentifier(name));
  }
}
