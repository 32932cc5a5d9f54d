package org.sparkdropout.job;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.StructType;
import org.sparkdropout.data.TypeText;
import org.sparkdropout.prepare.CategoryColumn;
import org.sparkdropout.prepare.ColumnNames;
import org.sparkdropout.prepare.EncodedColumn;
import org.sparkdropout.prepare.NumberColumn;

/**
 * Which columns of a table are features, as what they are taken, and which are left out.
 *
 * @param numbers columns of numbers
 * @param vectors columns of vectors, with their width
 * @param categories columns of categories, with how many they are
 * @param leftOut the other columns, with the reason
 */
record ResolvedColumns(
    List<Item> numbers, List<Item> vectors, List<Item> categories, List<Item> leftOut) {

  /**
   * A column.
   *
   * @param name in the table
   * @param type in words, such as int
   * @param note how many, or why not; may be empty
   */
  record Item(String name, String type, String note) {
    @Override
    public String toString() {
      return "%s (%s%s)".formatted(name, type, note.isEmpty() ? "" : ", " + note);
    }
  }

  /** Whether one column of vectors holds all features. */
  boolean isOneVector() {
    return vectors.size() == 1 && numbers.isEmpty() && categories.isEmpty();
  }

  /** Of fitted columns. */
  static ResolvedColumns of(
      List<EncodedColumn> columns, Map<String, String> leftOut, StructType schema) {
    ResolvedColumns resolved = leaving(leftOut, schema);
    columns.forEach(resolved::add);
    return resolved;
  }

  /** Of one column of vectors that is taken as it is. */
  static ResolvedColumns ofVector(String column, Map<String, String> leftOut, StructType schema) {
    ResolvedColumns resolved = leaving(leftOut, schema);
    resolved.vectors.add(new Item(column, type(column, schema), ""));
    return resolved;
  }

  /** No features yet; columns that are left out, in the order of the table. */
  private static ResolvedColumns leaving(Map<String, String> leftOut, StructType schema) {
    List<Item> items =
        Arrays.stream(schema.fieldNames())
            .filter(leftOut::containsKey)
            .map(name -> new Item(name, type(name, schema), leftOut.get(name)))
            .toList();
    return new ResolvedColumns(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), items);
  }

  private static String type(String column, StructType schema) {
    return TypeText.of(ColumnNames.find(schema, column).dataType());
  }

  private void add(EncodedColumn column) {
    String type = TypeText.of(column.type());
    String width = Integer.toString(column.width());
    if (column instanceof NumberColumn) {
      numbers.add(new Item(column.name(), type, ""));
    } else if (column instanceof CategoryColumn) {
      categories.add(new Item(column.name(), type, width));
    } else {
      vectors.add(new Item(column.name(), type, width));
    }
  }
}
