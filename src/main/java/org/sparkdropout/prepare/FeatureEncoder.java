package org.sparkdropout.prepare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.storage.StorageLevel;
import org.sparkdropout.data.HandleInvalid;
import org.sparkdropout.data.InvalidDataException;
import org.sparkdropout.monitor.Described;

/**
 * Fits a {@link FeatureEncoderModel}: reads the raw columns once, into blocks that are kept while
 * passes over all columns at once find medians, means, deviations or quantiles.
 *
 * <p>The result is the same to the bit for any order of the rows and any partitions. Memory is
 * bounded but for the distinct categories of the columns that are asked for.
 */
public final class FeatureEncoder {
  private final Preparation asked;
  private final Dataset<Row> table;
  private final Column trains;
  private final List<RawColumn> columns = new ArrayList<>();
  private final RawValues values;

  private FeatureEncoder(Preparation asked, Dataset<Row> table, Column trains) {
    this.asked = asked;
    this.table = table;
    this.trains = trains;
    add(asked.numbers(), RawColumn.Kind.NUMBER);
    add(asked.vectors(), RawColumn.Kind.VECTOR);
    add(asked.categories(), RawColumn.Kind.CATEGORY);
    this.values = new RawValues(columns, table.schema(), timeZone());
  }

  private void add(List<String> names, RawColumn.Kind kind) {
    for (String name : names) {
      DataType type = ColumnNames.find(table.schema(), name).dataType();
      RawColumn column = new RawColumn(name, kind, type);
      TrainingTypes.require(column);
      columns.add(column);
    }
  }

  private String timeZone() {
    return table.sparkSession().conf().get("spark.sql.session.timeZone");
  }

  /**
   * Fits.
   *
   * @param asked which columns become features, and how
   * @param table raw rows
   * @param trains true for rows that statistics see; all rows are checked
   * @return a stage that adds the column features
   * @throws InvalidDataException if a column is missing or of the wrong type, nothing can be
   *     fitted, or rows are unfit where that is an error
   */
  public static FeatureFit fit(Preparation asked, Dataset<Row> table, Column trains) {
    return Described.job(
        table.sparkSession().sparkContext(),
        "prepare features",
        "fit features",
        () -> new FeatureEncoder(asked, table, trains).fit());
  }

  private FeatureFit fit() {
    List<Integer> widths = VectorWidths.first(table, values.places());
    while (true) {
      FitRows rows = new FitRows(asked, values.places(), widths);
      List<Column> selected = new ArrayList<>(values.packages(table));
      selected.add(trains);
      JavaRDD<Passed> passed =
          table
              .select(selected.toArray(Column[]::new))
              .queryExecution()
              .toRdd()
              .toJavaRDD()
              .mapPartitions(rows::read);
      if (rows.slots() > 0) {
        passed.persist(StorageLevel.MEMORY_AND_DISK());
      }
      try {
        FirstPass first =
            passed.treeAggregate(
                new FirstPass(rows.emptyTally(), rows.slots()), FirstPass::add, FirstPass::merge);
        List<Integer> usual = rows.widths(first.tally());
        if (usual.equals(widths) || usual.contains(0)) {
          return fit(first, passed, widths);
        }
        widths = usual;
      } finally {
        passed.unpersist();
      }
    }
  }

  private FeatureFit fit(FirstPass first, JavaRDD<Passed> passed, List<Integer> widths) {
    FitTally tally = first.tally();
    FittedCategories categories = new FittedCategories(asked, columns, tally);
    Map<String, String> leftOut = categories.leftOut();
    boolean strict = asked.invalid().equals(HandleInvalid.ERROR.param());
    ProblemTally problems = tally.problems().without(leftOut.keySet());
    problems.check(strict, "train.handleInvalid");
    if (strict) {
      categories.requireSeen();
    }
    FittedNumbers numbers = numbers(first.ranges(), passed, problems);
    List<EncodedColumn> encoded = new ArrayList<>(numbers(numbers, leftOut));
    encoded.addAll(vectors(numbers, widths, leftOut));
    encoded.addAll(categories.columns());
    if (encoded.isEmpty()) {
      throw new InvalidDataException(
          "Some column must be of use as a feature. None is: %s. Name columns of text in input.categorical all the same, or give the table other columns"
              .formatted(
                  leftOut.entrySet().stream()
                      .map(column -> "%s (%s)".formatted(column.getKey(), column.getValue()))
                      .collect(Collectors.joining(", "))));
    }
    FeatureEncoderModel model =
        new FeatureEncoderModel(encoded)
            .setTimeZone(timeZone())
            .setHandleInvalid(asked.invalid())
            .setMissingCategoriesFit(asked.imputes());
    return new FeatureFit(model, leftOut);
  }

  private FittedNumbers numbers(SlotRanges ranges, JavaRDD<Passed> passed, ProblemTally problems) {
    if (ranges.width() == 0) {
      return FittedNumbers.none();
    }
    if (ranges.rows() == 0) {
      throw noRows(problems);
    }
    JavaRDD<ColumnBlock> blocks =
        passed.filter(ColumnBlock.class::isInstance).map(ColumnBlock.class::cast);
    return FittedNumbers.of(asked, blocks, ranges, asked.numbers().size());
  }

  private static InvalidDataException noRows(ProblemTally problems) {
    return new InvalidDataException(
        problems.isEmpty()
            ? "Some row must be trained on. None has a label and is not held out for validation: give rows with labels, or hold out fewer rows"
            : ("Some training row must have usable values in all columns, or nothing can be scaled"
                    + " or imputed. None has. %s. Repair rows, or leave these columns out:"
                    + " name the others in input.features")
                .formatted(problems.text()));
  }

  private List<EncodedColumn> numbers(FittedNumbers fitted, Map<String, String> leftOut) {
    List<EncodedColumn> encoded = new ArrayList<>();
    for (int slot = 0; slot < asked.numbers().size(); slot++) {
      RawColumn column = columns.get(slot);
      boolean isEmpty = asked.imputes() && fitted.surrogate(slot).isEmpty();
      if (isEmpty && asked.optional().contains(column.name())) {
        leftOut.put(column.name(), "no number in any row");
      } else if (isEmpty) {
        throw new InvalidDataException(
            ("Some row must hold a number in '%s', to impute those that do not. None does."
                    + " Leave the column out: name the others in input.features")
                .formatted(column.name()));
      } else {
        encoded.add(
            new NumberColumn(
                column.name(), column.trained(), fitted.surrogate(slot), fitted.scale(slot)));
      }
    }
    return encoded;
  }

  private List<EncodedColumn> vectors(
      FittedNumbers fitted, List<Integer> widths, Map<String, String> leftOut) {
    List<EncodedColumn> encoded = new ArrayList<>();
    int slot = asked.numbers().size();
    for (int place = 0; place < widths.size(); place++) {
      RawColumn column = columns.get(asked.numbers().size() + place);
      List<SlotScale> scales = new ArrayList<>();
      for (int entry = 0; entry < widths.get(place); entry++) {
        scales.add(fitted.scale(slot++));
      }
      if (scales.isEmpty()) {
        leftOut.put(column.name(), "vectors without numbers");
      } else {
        encoded.add(new VectorColumn(column.name(), column.trained(), scales));
      }
    }
    return encoded;
  }
}
