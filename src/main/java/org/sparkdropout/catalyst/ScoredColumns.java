package org.sparkdropout.catalyst;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.If;
import org.apache.spark.sql.catalyst.expressions.IsNull;
import org.apache.spark.sql.types.StructField;
import org.sparkdropout.data.HandleInvalid;
import scala.collection.JavaConverters;

/** Adds columns of answers to tables. */
public final class ScoredColumns {
  private final NetworkScoring scoring;
  private final HandleInvalid handleInvalid;

  /**
   * Columns of one network.
   *
   * @param scoring how to score
   * @param handleInvalid what to do with unfit rows
   */
  public ScoredColumns(NetworkScoring scoring, HandleInvalid handleInvalid) {
    this.scoring = scoring;
    this.handleInvalid = handleInvalid;
  }

  /**
   * A column to add.
   *
   * @param part what it holds
   * @param field its name and metadata
   */
  public record Output(AnswerPart part, StructField field) {}

  /**
   * Adds columns to a table, lazily. Has its session score in batches.
   *
   * @param table its other columns stay as they are
   * @param features the place of the column of features
   * @param outputs the columns to add, at the end
   * @return the table, without its unfit rows where they are skipped
   */
  public Dataset<Row> addTo(Dataset<?> table, int features, List<Output> outputs) {
    BatchedScoring.install(table.sparkSession());
    List<Attribute> present =
        JavaConverters.seqAsJavaList(table.queryExecution().analyzed().output());
    NetworkAnswer answer = new NetworkAnswer(present.get(features), scoring);
    List<Column> columns = new ArrayList<>();
    present.forEach(column -> columns.add(new Column(column)));
    outputs.forEach(output -> columns.add(column(answer, output)));
    return fit(table.toDF(), answer).select(columns.toArray(Column[]::new));
  }

  private Dataset<Row> fit(Dataset<Row> table, NetworkAnswer answer) {
    return handleInvalid == HandleInvalid.SKIP
        ? table.filter(new Column(new IsNull(AnswerPart.PROBLEM.of(answer))))
        : table;
  }

  private Column column(NetworkAnswer answer, Output output) {
    Expression value = output.part().of(answer);
    Expression checked = handleInvalid == HandleInvalid.ERROR ? orError(answer, value) : value;
    return new Column(checked).as(output.field().name(), output.field().metadata());
  }

  /** Throws where the answer of an unfit row is needed, and only there. */
  private Expression orError(NetworkAnswer answer, Expression value) {
    Expression problem = AnswerPart.PROBLEM.of(answer);
    return new If(
        new IsNull(problem), value, new UnfitRowError(problem, scoring.check(), value.dataType()));
  }
}
