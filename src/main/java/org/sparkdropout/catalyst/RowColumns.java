package org.sparkdropout.catalyst;

import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.catalyst.expressions.codegen.GenerateUnsafeRowJoiner;
import org.apache.spark.sql.catalyst.expressions.codegen.UnsafeRowJoiner;
import org.apache.spark.sql.types.StructType;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/** Takes rows apart into features and columns to keep, and joins these with answers. */
final class RowColumns {
  private final UnsafeProjection features;
  private final UnsafeProjection carried;
  private final boolean carriesAll;
  private final UnsafeProjection answer;
  private final UnsafeRowJoiner joiner;

  RowColumns(BatchScoring plan, int partition) {
    List<Expression> vector = List.of(plan.features());
    this.features = UnsafeProjection.create(JavaConverters.asScalaBuffer(vector), plan.input());
    features.initialize(partition);
    List<Expression> kept = List.copyOf(JavaConverters.seqAsJavaList(plan.carried()));
    this.carried = UnsafeProjection.create(JavaConverters.asScalaBuffer(kept), plan.input());
    this.carriesAll = plan.carried().equals(plan.input());
    StructType parts = AnswerPart.type(plan.parts());
    this.answer = UnsafeProjection.create(parts);
    this.joiner = GenerateUnsafeRowJoiner.create(type(plan.carried()), parts);
  }

  private static StructType type(Seq<Attribute> columns) {
    StructType type = new StructType();
    for (Attribute column : JavaConverters.seqAsJavaList(columns)) {
      type = type.add(column.name(), column.dataType(), column.nullable());
    }
    return type;
  }

  /** The features of a row; null if it has none. */
  Vector features(InternalRow row) {
    UnsafeRow vector = features.apply(row);
    return vector.isNullAt(0) ? null : Answers.features(vector.getStruct(0, 4));
  }

  /** A copy of the columns that a row keeps. */
  UnsafeRow carried(InternalRow row) {
    return carriesAll && row instanceof UnsafeRow whole ? whole.copy() : carried.apply(row).copy();
  }

  /** A whole row, in storage that the next call overwrites. */
  InternalRow join(UnsafeRow kept, InternalRow parts) {
    return joiner.join(kept, answer.apply(parts));
  }
}
