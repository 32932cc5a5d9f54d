package org.sparkdropout.catalyst;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.execution.metric.SQLMetric;
import scala.collection.Seq;

/**
 * Scores the rows of a partition; what Spark sends to the executors.
 *
 * @param scoring how
 * @param features of a row, over the columns of the input
 * @param parts the parts of the answers that are needed
 * @param input the columns of the rows that come in
 * @param carried those of them that rows keep
 * @param outputRows counts rows
 */
record BatchScoring(
    NetworkScoring scoring,
    Expression features,
    List<AnswerPart> parts,
    Seq<Attribute> input,
    Seq<Attribute> carried,
    SQLMetric outputRows)
    implements Function2<Integer, Iterator<InternalRow>, Iterator<InternalRow>> {
  @Override
  public Iterator<InternalRow> call(Integer partition, Iterator<InternalRow> rows) {
    if (!rows.hasNext()) {
      return rows;
    }
    TaskScorer scorer = TaskScorer.of(scoring.network().value(), TaskContext.get());
    return new ScoredBatches(
        rows, new RowColumns(this, partition), new Answers(scoring, parts), this, scorer);
  }
}
