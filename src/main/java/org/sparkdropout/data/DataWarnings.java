package org.sparkdropout.data;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.sql.types.StructField;

/** Says in words what is odd about a table that can be trained on all the same. */
final class DataWarnings {
  private DataWarnings() {}

  /**
   * Looks at the counts of one pass.
   *
   * @param tally the counts
   * @param features the column of vectors
   * @return sentences with remedies; none if nothing is odd
   */
  static List<String> of(RowTally tally, StructField features) {
    LabelTally labels = tally.training().labels();
    List<String> warnings = new ArrayList<>(labels.warnings(tally.validation().labels()));
    tally.scales().warning(names(features)).ifPresent(warnings::add);
    return List.copyOf(warnings);
  }

  /** The name of a feature, by its place in the vector. */
  private static IntFunction<String> names(StructField features) {
    AttributeGroup group = AttributeGroup.fromStructField(features);
    Attribute[] attributes =
        group.attributes().isDefined() ? group.attributes().get() : new Attribute[0];
    return place ->
        place < attributes.length && attributes[place].name().isDefined()
            ? "'" + attributes[place].name().get() + "'"
            : "feature %d of column '%s'".formatted(place, features.name());
  }
}
