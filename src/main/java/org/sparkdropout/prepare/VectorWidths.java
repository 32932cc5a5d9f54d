package org.sparkdropout.prepare;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.sparkdropout.data.InvalidDataException;
import org.sparkdropout.prepare.RawColumn.Kind;
import org.sparkdropout.prepare.RawValues.Place;

/** How many entries the vectors of a table have. */
final class VectorWidths {
  private VectorWidths() {}

  /**
   * The widths of the first vectors that are found. All others are counted later.
   *
   * @throws InvalidDataException if a column holds none
   */
  static List<Integer> first(Dataset<Row> table, List<Place> places) {
    List<Integer> widths = new ArrayList<>();
    for (Place place : places) {
      if (place.column().kind() == Kind.VECTOR) {
        widths.add(first(table, place));
      }
    }
    return widths;
  }

  private static int first(Dataset<Row> table, Place place) {
    String name = table.columns()[place.ordinal()];
    RawValues values = new RawValues(List.of(place.column()), table.schema(), "UTC");
    Dataset<Row> vectors =
        table.select(values.packages(table).get(2).as("vectors")).filter("vectors.v0 IS NOT NULL");
    VectorReader reader = new VectorReader(values.places().get(0));
    List<Integer> found = new ArrayList<>();
    for (InternalRow row : vectors.limit(1).queryExecution().executedPlan().executeTake(1)) {
      found.add(reader.read(new RawRow(null, null, row.getStruct(0, 1))).length);
    }
    if (found.isEmpty()) {
      throw new InvalidDataException(
          "Column '%s' must hold vectors. It holds none. Leave the column out: name the others in input.features"
              .formatted(name));
    }
    return found.get(0);
  }
}
