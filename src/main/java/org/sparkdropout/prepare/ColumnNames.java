package org.sparkdropout.prepare;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.sparkdropout.data.InvalidDataException;

/** Finds the columns of a table by name: exactly, or else without regard to case. */
public final class ColumnNames {
  private ColumnNames() {}

  /**
   * Finds a column.
   *
   * @param schema of the table
   * @param name of the column
   * @return the field of exactly that name, or else the one whose name differs in case only
   * @throws InvalidDataException if there is none, or several names differ in case only
   */
  public static StructField find(StructType schema, String name) {
    List<StructField> exact =
        Arrays.stream(schema.fields()).filter(field -> field.name().equals(name)).toList();
    List<StructField> found =
        exact.isEmpty()
            ? Arrays.stream(schema.fields())
                .filter(field -> field.name().equalsIgnoreCase(name))
                .toList()
            : exact;
    if (found.isEmpty()) {
      throw new InvalidDataException(
          "The table must have the column '%s'. Its columns: %s. Add it, or give the column that holds it this name"
              .formatted(name, String.join(", ", schema.fieldNames())));
    }
    if (found.size() > 1) {
      throw new InvalidDataException(
          "The table must have one column '%s'. It has %s: rename or drop the others"
              .formatted(name, String.join(", ", found.stream().map(StructField::name).toList())));
    }
    return found.get(0);
  }

  /**
   * Where a column is.
   *
   * @param schema of the table
   * @param name of the column
   * @return the place of the column that {@link #find} finds
   * @throws InvalidDataException as it does
   */
  public static int place(StructType schema, String name) {
    StructField field = find(schema, name);
    return Arrays.asList(schema.fields()).indexOf(field);
  }

  /**
   * Whether a table has a column.
   *
   * @param schema of the table
   * @param name of the column
   * @return true also if the names differ in case only
   */
  public static boolean has(StructType schema, String name) {
    return Arrays.stream(schema.fieldNames()).anyMatch(name::equalsIgnoreCase);
  }
}
