package org.sparkdropout.catalyst;

import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionSet;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import scala.Option;
import scala.collection.IndexedSeq;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/** Rows with the parts of a network's answers to them, in a logical plan. */
public final class ScoreInBatches extends LogicalPlan {
  private final NetworkAnswer answer;
  private final List<AnswerPart> parts;
  private final Seq<Attribute> answers;
  private final Seq<Attribute> carried;
  private final LogicalPlan child;

  /**
   * An operator.
   *
   * @param answer to be computed
   * @param parts the parts of it that are needed
   * @param answers a new column for each part
   * @param carried the columns of the child that are kept
   * @param child gives the rows
   */
  public ScoreInBatches(
      Expression answer,
      List<AnswerPart> parts,
      Seq<Attribute> answers,
      Seq<Attribute> carried,
      LogicalPlan child) {
    this.answer = (NetworkAnswer) answer;
    this.parts = parts;
    this.answers = answers;
    this.carried = carried;
    this.child = child;
  }

  static ScoreInBatches of(NetworkAnswer answer, List<AnswerPart> parts, LogicalPlan child) {
    List<Attribute> columns = parts.stream().<Attribute>map(AnswerPart::attribute).toList();
    return new ScoreInBatches(
        answer, parts, JavaConverters.asScalaBuffer(columns).toList(), child.output(), child);
  }

  NetworkAnswer answer() {
    return answer;
  }

  List<AnswerPart> parts() {
    return parts;
  }

  Seq<Attribute> answers() {
    return answers;
  }

  Seq<Attribute> carried() {
    return carried;
  }

  LogicalPlan child() {
    return child;
  }

  /** The column of a part. */
  AttributeReference column(AnswerPart part) {
    return (AttributeReference) answers.apply(parts.indexOf(part));
  }

  /** The same, keeping no other columns of the child than those that are required. */
  ScoreInBatches carrying(AttributeSet required) {
    List<Attribute> kept =
        JavaConverters.seqAsJavaList(child.output()).stream().filter(required::contains).toList();
    return new ScoreInBatches(
        answer, parts, answers, JavaConverters.asScalaBuffer(kept).toList(), child);
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
  public Seq<LogicalPlan> children() {
    return JavaConverters.asScalaBuffer(List.of(child));
  }

  @Override
  public LogicalPlan withNewChildrenInternal(IndexedSeq<LogicalPlan> newChildren) {
    return new ScoreInBatches(answer, parts, answers, carried, newChildren.apply(0));
  }

  @Override
  public Option<Object> maxRows() {
    return child.maxRows();
  }

  @Override
  public ExpressionSet validConstraints() {
    return child.constraints();
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
    return other instanceof ScoreInBatches;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ScoreInBatches plan
        && productIterator().sameElements(plan.productIterator());
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
