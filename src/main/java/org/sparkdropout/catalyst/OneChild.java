package org.sparkdropout.catalyst;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.codegen.Block;
import org.apache.spark.sql.catalyst.expressions.codegen.CodeBlock;
import scala.collection.IndexedSeq;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * An expression over one other. Spark's own class for these cannot be extended in Java, to which
 * its final methods look abstract.
 */
abstract class OneChild extends Expression implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Expression child;

  OneChild(Expression child) {
    this.child = child;
  }

  final Expression child() {
    return child;
  }

  abstract Expression withChild(Expression newChild);

  @Override
  public final Seq<Expression> children() {
    return JavaConverters.asScalaBuffer(List.of(child));
  }

  @Override
  public final Expression withNewChildrenInternal(IndexedSeq<Expression> newChildren) {
    return withChild(newChildren.apply(0));
  }

  /** The code of the child, and more after it. */
  static Block code(Block child, String more) {
    return child.$plus(
        new CodeBlock(
            JavaConverters.asScalaBuffer(List.of("\n" + more)),
            JavaConverters.asScalaBuffer(List.of())));
  }

  @Override
  public final boolean equals(Object other) {
    return other instanceof OneChild expression
        && getClass() == expression.getClass()
        && productIterator().sameElements(expression.productIterator());
  }

  @Override
  public final int hashCode() {
    return super.hashCode();
  }

  @Override
  public final boolean canEqual(Object other) {
    return other instanceof OneChild expression && getClass() == expression.getClass();
  }
}
