package org.sparkdropout.catalyst;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.catalyst.expressions.codegen.FalseLiteral$;
import org.apache.spark.sql.catalyst.expressions.codegen.JavaCode;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.types.UTF8String;
import org.sparkdropout.data.InvalidDataException;

/** Stands where the answer to an unfit row is needed: throws {@link InvalidDataException}. */
public final class UnfitRowError extends OneChild {
  private static final long serialVersionUID = 1L;

  private final FeatureCheck check;
  private final DataType type;

  /**
   * An error.
   *
   * @param problem text that says what makes the row unfit
   * @param check makes the message
   * @param type of the value that it stands for
   */
  public UnfitRowError(Expression problem, FeatureCheck check, DataType type) {
    super(problem);
    this.check = check;
    this.type = type;
  }

  @Override
  Expression withChild(Expression newChild) {
    return new UnfitRowError(newChild, check, type);
  }

  @Override
  public DataType dataType() {
    return type;
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
    throw error((UTF8String) child().eval(input));
  }

  /**
   * The exception of a row; generated code calls this.
   *
   * @param text what makes the row unfit
   * @return to be thrown
   */
  public InvalidDataException error(UTF8String text) {
    return check.unfit(String.valueOf(text));
  }

  @Override
  public ExprCode doGenCode(CodegenContext context, ExprCode code) {
    ExprCode text = child().genCode(context);
    String self = context.addReferenceObj("unfit", this, UnfitRowError.class.getName());
    return code.copy(
        code(text.code(), "if (true) throw %s.error(%s);".formatted(self, text.value())),
        FalseLiteral$.MODULE$,
        JavaCode.defaultLiteral(type));
  }

  /** For plans, which users read. */
  @Override
  public String toString() {
    return "unfit_row_error(%s)".formatted(child());
  }

  @Override
  public int productArity() {
    return 3;
  }

  @Override
  public Object productElement(int index) {
    return switch (index) {
      case 0 -> child();
      case 1 -> check;
      default -> type;
    };
  }
}
