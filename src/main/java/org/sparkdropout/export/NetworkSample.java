package org.sparkdropout.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.util.QuotingUtils;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.sparkdropout.data.VectorFloats;

/** Vectors of features, and what a network answers to them. */
final class NetworkSample {
  /** Of made-up rows, and of the choice of rows from a table. */
  static final long SEED = 1929;

  private final NetworkStage stage;
  private final AnswerForm form;

  NetworkSample(NetworkStage stage) {
    this.stage = stage;
    this.form = stage.form();
  }

  /** Rows of a table that have the network's features, or made-up ones. */
  Sample draw(String input, Optional<Dataset<Row>> table, int count) {
    String features = stage.model().getFeaturesCol();
    Dataset<Row> vectors =
        table
            .map(rows -> some(rows.select(quoted(features)), count))
            .orElseGet(() -> madeUp(features, count));
    List<Row> scored =
        form.answering("skip").transform(vectors).select(columns(features)).collectAsList();
    float[][] inputs = new float[scored.size()][stage.inputs()];
    List<Sample.Answer> answers = new ArrayList<>();
    for (int row = 0; row < inputs.length; row++) {
      VectorFloats.copy(scored.get(row).getAs(0), inputs[row], 0);
      answers.add(form.ofRow(scored.get(row), 1, Optional.empty()));
    }
    return new Sample(List.of(Map.of(input, inputs)), answers, table.isEmpty());
  }

  private Column[] columns(String features) {
    return Stream.concat(Stream.of(features), form.columns().stream())
        .map(NetworkSample::quoted)
        .toArray(Column[]::new);
  }

  /** Some rows of a table, from anywhere in it. */
  static Dataset<Row> some(Dataset<Row> rows, int count) {
    return rows.orderBy(functions.rand(SEED)).limit(count);
  }

  static Column quoted(String column) {
    return functions.col(QuotingUtils.quoteIdentifier(column));
  }

  /** Rows of standard normal numbers and of numbers in [0, 1), in turn. */
  private Dataset<Row> madeUp(String column, int count) {
    Random random = new Random(SEED);
    List<Row> rows =
        IntStream.range(0, count)
            .mapToObj(row -> RowFactory.create(Vectors.dense(numbers(random, row % 2 == 0))))
            .toList();
    StructType schema = new StructType().add(column, SQLDataTypes.VectorType());
    return SparkSession.active().createDataFrame(rows, schema);
  }

  private double[] numbers(Random random, boolean normal) {
    double[] numbers = new double[stage.inputs()];
    Arrays.setAll(numbers, i -> normal ? random.nextGaussian() : random.nextDouble());
    return numbers;
  }
}
