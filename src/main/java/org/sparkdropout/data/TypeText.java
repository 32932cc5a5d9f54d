package org.sparkdropout.data;

import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;

/** Types of columns as messages name them: in a few words, whatever is nested in them. */
public final class TypeText {
  private TypeText() {}

  /**
   * A type in words.
   *
   * @param type of a column
   * @return such as {@code int}, {@code array<double>} or {@code struct of 3 fields}
   */
  public static String of(DataType type) {
    if (type instanceof StructType struct) {
      return struct.size() == 1
          ? "struct of 1 field"
          : "struct of %d fields".formatted(struct.size());
    }
    if (type instanceof ArrayType array) {
      return "array<%s>".formatted(of(array.elementType()));
    }
    if (type instanceof MapType map) {
      return "map<%s, %s>".formatted(of(map.keyType()), of(map.valueType()));
    }
    return type.simpleString();
  }

  /**
   * A column's name as it stands in a schema.
   *
   * @param column its name in the table
   * @return in backquotes where it needs them
   */
  public static String inSchema(String column) {
    return column.matches("[A-Za-z_][A-Za-z0-9_]*")
        ? column
        : "`" + column.replace("`", "``") + "`";
  }
}
