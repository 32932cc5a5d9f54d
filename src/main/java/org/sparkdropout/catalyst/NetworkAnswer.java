package org.sparkdropout.catalyst;

import org.apache.spark.TaskContext;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Unevaluable;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenFallback;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.types.DataType;
import org.sparkdropout.data.VectorFloats;
import org.sparkdropout.score.Scorer;

/**
 * A network's answer to the features of a row: a struct of {@link AnswerPart}s, never null.
 *
 * <p>{@link GatherAnswers} has it computed in batches. Where it stays in a plan, every row costs as
 * much as a whole tile of rows, and its answer has the same bits.
 *
 * <p>It calls itself {@link Unevaluable}, though it can be evaluated, because Spark computes all
 * other expressions over small local tables in the driver, row by row, whenever it plans a query.
 */
public final class NetworkAnswer extends OneChild implements CodegenFallback, Unevaluable {
  private static final long serialVersionUID = 1L;

  private final NetworkScoring scoring;
  private transient Answers answers;
  private transient TaskScorer scorer;

  /**
   * An answer.
   *
   * @param features a vector, may be null
   * @param scoring how to score it
   */
  public NetworkAnswer(Expression features, NetworkScoring scoring) {
    super(features);
    this.scoring = scoring;
  }

  NetworkScoring scoring() {
    return scoring;
  }

  @Override
  Expression withChild(Expression newChild) {
    return new NetworkAnswer(newChild, scoring);
  }

  @Override
  public DataType dataType() {
    return AnswerPart.TYPE;
  }

  @Override
  public boolean nullable() {
    return false;
  }

  @Override
  public boolean foldable() {
    return false;
  }

  @Override
  public Object eval(InternalRow input) {
    if (answers == null) {
      answers = new Answers(scoring, AnswerPart.ALL);
    }
    Vector vector = Answers.features((InternalRow) child().eval(input));
    return scoring
        .check()
        .problem(vector)
        .map(answers::unanswered)
        .orElseGet(() -> answers.answered(logits(vector)));
  }

  /** Spark may evaluate filters on the columns of partitions in the driver, outside all tasks. */
  private double[] logits(Vector vector) {
    TaskContext task = TaskContext.get();
    if (task == null) {
      try (Scorer own = scoring.network().value().scorer()) {
        return own.logits(1, rowOf(vector))[0];
      }
    }
    if (scorer == null || !scorer.isOf(task)) {
      scorer = TaskScorer.of(scoring.network().value(), task);
    }
    return scorer.logits(1, rowOf(vector))[0];
  }

  private static Scorer.Rows rowOf(Vector vector) {
    return (row, target, offset) -> VectorFloats.copy(vector, target, offset);
  }

  @Override
  public ExprCode doGenCode(CodegenContext context, ExprCode code) {
    return CodegenFallback.super.doGenCode(context, code);
  }

  @Override
  public String prettyName() {
    return "network_answer";
  }

  @Override
  public int productArity() {
    return 2;
  }

  @Override
  public Object productElement(int index) {
    return index == 0 ? child() : scoring;
  }
}
