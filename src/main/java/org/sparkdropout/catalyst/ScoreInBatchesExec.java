package org.sparkdropout.catalyst;

import java.util.List;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.SortOrder;
import org.apache.spark.sql.catalyst.plans.physical.Partitioning;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.metric.SQLMetric;
import org.apache.spark.sql.execution.metric.SQLMetrics;
import scala.Tuple2;
import scala.collection.IndexedSeq;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.collection.immutable.Map;
import scala.collection.immutable.Map$;

/** Scores the rows of its child in batches; they keep their partitions and their order. */
public final class ScoreInBatchesExec extends SparkPlan {
  private static final long serialVersionUID = 1L;
  private static final String OUTPUT_ROWS = "numOutputRows";

  private final NetworkAnswer answer;
  private final List<AnswerPart> parts;
  private final Seq<Attribute> answers;
  private final Seq<Attribute> carried;
  private final SparkPlan child;
  private transient Map<String, SQLMetric> metrics;

  /**
   * An operator.
   *
   * @param answer to be computed
   * @param parts the parts of it that are needed
   * @param answers a new column for each part
   * @param carried the columns of the child that are kept
   * @param child gives the rows
   */
  public ScoreInBatchesExec(
      Expression answer,
      List<AnswerPart> parts,
      Seq<Attribute> answers,
      Seq<Attribute> carried,
      SparkPlan child) {
    this.answer = (NetworkAnswer) answer;
    this.parts = parts;
    this.answers = answers;
    this.carried = carried;
    this.child = child;
  }

  @Override
  public RDD<InternalRow> doExecute() {
    BatchScoring scoring =
        new BatchScoring(
            answer.scoring(),
            answer.child(),
            parts,
            child.output().toList(),
            carried.toList(),
            longMetric(OUTPUT_ROWS));
    return child.execute().toJavaRDD().mapPartitionsWithIndex(scoring, true).rdd();
  }

  @Override
  public Seq<Attribute> output() {
    return Attributes.join(carried, answers);
  }

  @Override
  public AttributeSet producedAttributes() {
    return Attributes.set(answers);
  }

  @Override
  public synchronized Map<String, SQLMetric> metrics() {
    if (metrics == null) {
      SQLMetric rows = SQLMetrics.createMetric(sparkContext(), "number of output rows");
      metrics = Map$.MODULE$.<String, SQLMetric>empty().$plus(new Tuple2<>(OUTPUT_ROWS, rows));
    }
    return metrics;
  }

  @Override
  public Partitioning outputPartitioning() {
    return child.outputPartitioning();
  }

  @Override
  public Seq<SortOrder> outputOrdering() {
    return child.outputOrdering();
  }

  @Override
  public Seq<SparkPlan> children() {
    return JavaConverters.asScalaBuffer(List.of(child));
  }

  @Override
  public SparkPlan withNewChildrenInternal(IndexedSeq<SparkPlan> newChildren) {
    return new ScoreInBatchesExec(answer, parts, answers, carried, newChildren.apply(0));
  }

  @Override
  public int productArity() {
    return 5;
  }

  @Override
  public Object productElement(int index) {
    return switch (index) {
      case 0 -> answer;
      case 1 -> parts;
      case 2 -> answers;
      case 3 -> carried;
      default -> child;
    };
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof ScoreInBatchesExec;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ScoreInBatchesExec plan
        && productIterator().sameElements(plan.productIterator());
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
