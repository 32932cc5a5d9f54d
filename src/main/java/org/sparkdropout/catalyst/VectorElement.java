package org.sparkdropout.catalyst;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * One number of a vector, read where it lies: thousands of them cost no more than a copy of the
 * vector, where an element of {@code vector_to_array} costs a copy each.
 */
public final class VectorElement extends OneChild {
  private static final long serialVersionUID = 1L;

  /** The fields of a vector as Spark stores it: type, size, indices, values. */
  private static final int TYPE = 0;

  private static final int INDICES = 2;
  private static final int VALUES = 3;
  private static final byte DENSE = 1;

  private final int index;

  /**
   * An element.
   *
   * @param vector may be null, and so is the element then
   * @param index in [0, size)
   */
  public VectorElement(Expression vector, int index) {
    super(vector);
    this.index = index;
  }

  /**
   * One number of a column of vectors.
   *
   * @param vector dense or sparse
   * @param index in [0, size)
   * @return doubles; null where there is no vector
   */
  public static Column of(Column vector, int index) {
    return new Column(new VectorElement(vector.expr(), index));
  }

  /**
   * Reads one number; generated code calls this.
   *
   * @param vector as Spark stores it
   * @param index in [0, size)
   * @return the number
   */
  public static double at(InternalRow vector, int index) {
    ArrayData values = vector.getArray(VALUES);
    if (vector.getByte(TYPE) == DENSE) {
      return values.getDouble(index);
    }
    int place = Arrays.binarySearch(vector.getArray(INDICES).toIntArray(), index);
    return place < 0 ? 0 : values.getDouble(place);
  }

  @Override
  Expression withChild(Expression newChild) {
    return new VectorElement(newChild, index);
  }

  @Override
  public DataType dataType() {
    return DataTypes.DoubleType;
  }

  @Override
  public boolean nullable() {
    return child().nullable();
  }

  @Override
  public Object eval(InternalRow input) {
    InternalRow vector = (InternalRow) child().eval(input);
    return vector == null ? null : at(vector, index);
  }

  @Override
  public ExprCode doGenCode(CodegenContext context, ExprCode code) {
    ExprCode vector = child().genCode(context);
    String read =
        "boolean %1$s = %2$s; double %3$s = %1$s ? 0 : %4$s.at(%5$s, %6$d);"
            .formatted(
                code.isNull(),
                vector.isNull(),
                code.value(),
                VectorElement.class.getName(),
                vector.value(),
                index);
    return code.copy(code(vector.code(), read), code.isNull(), code.value());
  }

  @Override
  public String prettyName() {
    return "vector_element";
  }

  @Override
  public int productArity() {
    return 2;
  }

  @Override
  public Object productElement(int place) {
    return place == 0 ? child() : index;
  }
}
