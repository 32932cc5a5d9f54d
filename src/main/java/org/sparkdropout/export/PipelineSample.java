package org.sparkdropout.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.sparkdropout.prepare.CategoryColumn;
import scala.Option;

/**
 * Raw rows, and what a pipeline answers to them.
 *
 * @param pipeline whose network gives NaN where it has no answer
 * @param inputs the raw columns it takes
 * @param form of the answers
 * @param label the column of the predicted label's text, if there is one
 */
record PipelineSample(
    PipelineModel pipeline, List<RawInput> inputs, AnswerForm form, Optional<String> label) {
  /** One made-up value in so many is missing, where that may be. */
  private static final int MISSING = 8;

  /** Rows of a table, or made-up ones; without those whose texts cannot be passed on. */
  Sample draw(Optional<Dataset<Row>> table, int count) {
    Column[] raw =
        inputs.stream().map(input -> NetworkSample.quoted(input.name())).toArray(Column[]::new);
    Dataset<Row> rows =
        table.map(all -> NetworkSample.some(all.select(raw), count)).orElseGet(() -> madeUp(count));
    List<Row> scored =
        pipeline.transform(rows).select(columns()).collectAsList().stream()
            .filter(row -> hasTextsAsTheyAre(row) && hasWidths(row))
            .toList();
    List<Sample.Answer> answers = new ArrayList<>();
    int outputs = inputs.size();
    int last = outputs + form.columns().size();
    for (Row row : scored) {
      Optional<String> text = label.map(name -> row.isNullAt(last) ? "" : row.getString(last));
      answers.add(form.ofRow(row, outputs, text));
    }
    RawArrays arrays = new RawArrays(inputs, scored);
    return new Sample(List.of(arrays.asSpark(), arrays.asPandas()), answers, table.isEmpty());
  }

  /**
   * Whether ONNX Runtime gets a row's texts as they are. Its Java interface hands them over in
   * Java's modified UTF-8, which has other bytes for U+0000 and for characters beyond U+FFFF, such
   * as emoji; the file itself has UTF-8.
   */
  private static boolean hasTextsAsTheyAre(Row row) {
    return IntStream.range(0, row.size())
        .mapToObj(row::get)
        .filter(String.class::isInstance)
        .flatMapToInt(text -> ((String) text).codePoints())
        .allMatch(point -> point > 0 && Character.isBmpCodePoint(point));
  }

  /** Whether vectors are as wide as the model takes them: ONNX takes no others. */
  private boolean hasWidths(Row row) {
    return IntStream.range(0, inputs.size())
        .filter(place -> inputs.get(place).isVector() && !row.isNullAt(place))
        .allMatch(place -> RawArrays.width(row.get(place)) == inputs.get(place).width());
  }

  private Column[] columns() {
    List<Column> columns = new ArrayList<>();
    for (RawInput input : inputs) {
      Column raw = NetworkSample.quoted(input.name());
      columns.add(input.isVector() ? raw : cast(raw, input));
    }
    form.columns().stream().map(NetworkSample::quoted).forEach(columns::add);
    label.map(NetworkSample::quoted).ifPresent(columns::add);
    return columns.toArray(Column[]::new);
  }

  /** Moments are written in the model's time zone, whatever the session's is. */
  private static Column cast(Column raw, RawInput input) {
    return input
        .timeZone()
        .map(zone -> new Column(new Cast(raw.expr(), type(input), Option.apply(zone))))
        .orElseGet(() -> raw.cast(type(input)));
  }

  private static DataType type(RawInput input) {
    if (input.isText()) {
      return DataTypes.StringType;
    }
    return input.isVector() ? SQLDataTypes.VectorType() : DataTypes.DoubleType;
  }

  private Dataset<Row> madeUp(int count) {
    Random random = new Random(NetworkSample.SEED);
    List<Row> rows =
        IntStream.range(0, count)
            .mapToObj(
                row -> RowFactory.create(inputs.stream().map(i -> value(i, random)).toArray()))
            .toList();
    StructType schema = new StructType();
    for (RawInput input : inputs) {
      schema = schema.add(input.name(), type(input));
    }
    return SparkSession.active().createDataFrame(rows, schema);
  }

  private static Object value(RawInput input, Random random) {
    if (input.mayBeMissing() && random.nextInt(MISSING) == 0) {
      return null;
    }
    if (input.isText()) {
      List<String> known = input.categories();
      String category = known.isEmpty() ? "" : known.get(random.nextInt(known.size()));
      return category.equals(CategoryColumn.MISSING) ? null : category;
    }
    double[] numbers = new double[input.width()];
    Arrays.setAll(numbers, place -> input.value(place, random.nextGaussian()));
    return input.isVector() ? Vectors.dense(numbers) : (Object) numbers[0];
  }
}
