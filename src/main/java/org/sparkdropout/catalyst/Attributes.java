package org.sparkdropout.catalyst;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.Expression;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/** Columns of plans, between Java's collections and Scala's. */
final class Attributes {
  private Attributes() {}

  static Seq<Attribute> join(Seq<Attribute> first, Seq<Attribute> second) {
    List<Attribute> all = new ArrayList<>(JavaConverters.seqAsJavaList(first));
    all.addAll(JavaConverters.seqAsJavaList(second));
    return JavaConverters.asScalaBuffer(all).toList();
  }

  static AttributeSet set(Seq<Attribute> columns) {
    List<Expression> expressions = new ArrayList<>(JavaConverters.seqAsJavaList(columns));
    return AttributeSet.apply(JavaConverters.asScalaBuffer(expressions));
  }
}
