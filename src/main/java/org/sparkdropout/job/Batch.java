package org.sparkdropout.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.sparkdropout.data.InvalidDataException;

/**
 * A table to score as its pipeline takes it: the columns that the model was trained on, spelled as
 * in training, and others that are carried along under names that no stage uses.
 *
 * @param rows what the pipeline takes
 * @param carried where the columns to carry along are, by their names in the table
 */
record Batch(Dataset<Row> rows, Map<String, String> carried) {
  private static final String CARRIED = "carried_";

  /**
   * Plans a batch. Looks for rows only if a column is missing.
   *
   * @param raw the table to score
   * @param preprocessing takes its columns
   * @param kept columns of the table to carry along
   * @param added names of columns that the pipeline adds
   * @throws InvalidDataException if there are rows, and a column that the model was trained on is
   *     missing
   */
  static Batch of(
      Dataset<Row> raw, Preprocessing preprocessing, List<String> kept, Set<String> added) {
    StructType taken = preprocessing.columns();
    return taken.isEmpty() ? whole(raw, kept, added) : narrowed(raw, taken, kept);
  }

  /** Which columns the stages take is theirs to know: all but those they could not add. */
  private static Batch whole(Dataset<Row> raw, List<String> kept, Set<String> added) {
    Map<String, String> carried = new LinkedHashMap<>();
    for (String name : kept) {
      if (added.contains(name)) {
        throw new InvalidDataException(
            "A column that is kept must not have the name of one that the pipeline adds. The table has '%s': rename it, or name the columns to keep in score.keep"
                .formatted(name));
      }
      carried.put(name, name);
    }
    return new Batch(raw.drop(added.toArray(String[]::new)), carried);
  }

  private static Batch narrowed(Dataset<Row> raw, StructType taken, List<String> kept) {
    TableColumns columns = TableColumns.of(raw);
    Map<String, String> carried = new LinkedHashMap<>();
    List<Column> selected = new ArrayList<>();
    FreeNames names = new FreeNames(List.of(taken.fieldNames()));
    for (StructField field : taken.fields()) {
      Optional<String> own = columns.find(field.name());
      own.ifPresent(name -> carried.put(name, field.name()));
      selected.add(
          own.map(TableColumns::quoted).orElseGet(() -> absent(raw, field)).as(field.name()));
    }
    carried.keySet().retainAll(kept);
    for (String name : kept) {
      if (!carried.containsKey(name)) {
        String place = names.take(CARRIED + carried.size());
        carried.put(name, place);
        selected.add(TableColumns.quoted(name).as(place));
      }
    }
    return new Batch(raw.select(selected.toArray(Column[]::new)), carried);
  }

  private static Column absent(Dataset<Row> raw, StructField field) {
    if (!raw.isEmpty()) {
      throw withoutColumn(raw, field.name());
    }
    DataType type = field.dataType();
    return functions.lit(null).cast(type.equals(DataTypes.NullType) ? DataTypes.StringType : type);
  }

  /** The error for a table that lacks a column. */
  static InvalidDataException withoutColumn(Dataset<Row> raw, String name) {
    return new InvalidDataException(
        "The table must have the column '%s', which the model was trained on. %s"
            .formatted(name, TableColumns.of(raw).suggestion(name)));
  }

  /** A carried column under its own name. */
  Column carried(String name) {
    return TableColumns.quoted(carried.get(name)).as(name);
  }
}
