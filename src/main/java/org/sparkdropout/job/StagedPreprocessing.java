package org.sparkdropout.job;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.ImputerModel;
import org.apache.spark.ml.feature.StringIndexerModel;
import org.apache.spark.ml.feature.VectorSizeHint;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.sparkdropout.prepare.RawColumns;

/**
 * Spark's own stages behind {@link RawColumns}, as saved models may have them.
 *
 * @param door the first stage
 * @param stages all in front of the network
 * @param output the column of features
 */
record StagedPreprocessing(RawColumns door, List<Transformer> stages, String output)
    implements Preprocessing {

  /** The type of a category in training is not known: such a model keeps its text only. */
  @Override
  public StructType columns() {
    StructType columns = new StructType();
    for (String number : door.numericColumns()) {
      columns = columns.add(number, DataTypes.DoubleType, true);
    }
    for (Transformer stage : stages) {
      if (stage instanceof VectorSizeHint hint) {
        columns = columns.add(hint.getInputCol(), SQLDataTypes.VectorType(), true);
      }
    }
    for (String category : door.categoricalColumns()) {
      columns = columns.add(category, DataTypes.NullType, true);
    }
    return columns;
  }

  /** Unfit rows pass the stages with values that these take, and have no features then. */
  @Override
  public Dataset<Row> features(Dataset<Row> raw) {
    String unfit = TableColumns.free("unfit", List.of(raw.columns()));
    Dataset<Row> made =
        Preprocessing.pipeline(stages).transform(admitted(raw.withColumn(unfit, problem(raw))));
    Column features =
        functions.when(TableColumns.quoted(unfit).isNull(), TableColumns.quoted(output));
    return made.withColumn(output, features).drop(unfit);
  }

  private Dataset<Row> admitted(Dataset<Row> marked) {
    Dataset<Row> admitted = marked;
    for (String number : door.numericColumns()) {
      if (isText(marked, number)) {
        admitted = admitted.withColumn(number, number(number));
      }
    }
    for (Map.Entry<String, List<String>> category : seen().entrySet()) {
      Column text = TableColumns.quoted(category.getKey()).cast(DataTypes.StringType);
      Column isSeen = functions.coalesce(text.isin(category.getValue().toArray()), no());
      String any = category.getValue().get(0);
      admitted =
          admitted.withColumn(
              category.getKey(), functions.when(isSeen.or(passes(text)), text).otherwise(any));
    }
    return admitted;
  }

  /** A missing category passes where it is one of the categories. */
  private Column passes(Column text) {
    return door.fillsMissingCategories() ? text.isNull() : no();
  }

  @Override
  public Column problem(Dataset<Row> raw) {
    List<Column> problems = new ArrayList<>();
    boolean imputes = stages.stream().anyMatch(ImputerModel.class::isInstance);
    for (String number : door.numericColumns()) {
      problems.addAll(problems(number, isText(raw, number), imputes));
    }
    seen().forEach((category, seen) -> problems.add(problem(category, seen)));
    Column all = functions.concat_ws("; ", problems.toArray(Column[]::new));
    return functions.when(all.notEqual(""), all);
  }

  private List<Column> problems(String column, boolean isText, boolean imputes) {
    Column raw = TableColumns.quoted(column);
    Column number = isText ? number(column) : raw.cast(DataTypes.DoubleType);
    List<Column> problems = new ArrayList<>();
    Column nothing =
        isText
            ? functions.coalesce(functions.trim(raw), functions.lit("")).equalTo("")
            : raw.isNull();
    if (isText) {
      Column unparsed = functions.not(nothing).and(number.isNull());
      Column text =
          functions.format_string(
              "column '%s' holds '%s', which is no number", functions.lit(column), raw);
      problems.add(functions.when(unparsed, text));
    }
    if (!imputes) {
      problems.add(when(nothing.or(functions.isnan(number)), column, "holds no number"));
    }
    Column infinite = functions.abs(number).equalTo(Double.POSITIVE_INFINITY);
    problems.add(when(infinite, column, "holds an infinite number"));
    return problems;
  }

  private Column problem(String column, List<String> seen) {
    Column text = TableColumns.quoted(column).cast(DataTypes.StringType);
    Column unseen =
        functions.format_string(
            "column '%s' holds '%s', a category that training never saw",
            functions.lit(column), text);
    Column nothing = when(functions.not(passes(text)).and(text.isNull()), column, "holds nothing");
    return functions.coalesce(
        nothing, functions.when(functions.not(text.isin(seen.toArray())), unseen));
  }

  private static Column when(Column condition, String column, String what) {
    return functions.when(condition, "column '%s' %s".formatted(column, what));
  }

  private static Column no() {
    return functions.lit(false);
  }

  private static boolean isText(Dataset<Row> table, String column) {
    return table.schema().apply(column).dataType().equals(DataTypes.StringType);
  }

  private static Column number(String column) {
    return CheckedCast.tried(TableColumns.quoted(column), DataTypes.DoubleType);
  }

  /** The categories of each column whose others fail the indexer. */
  private Map<String, List<String>> seen() {
    Map<String, List<String>> seen = new LinkedHashMap<>();
    for (Transformer stage : stages) {
      if (stage instanceof StringIndexerModel indexer
          && !indexer.getHandleInvalid().equals("keep")) {
        for (int place = 0; place < door.categoricalColumns().size(); place++) {
          seen.put(
              door.categoricalColumns().get(place), Arrays.asList(indexer.labelsArray()[place]));
        }
      }
    }
    return seen;
  }
}
