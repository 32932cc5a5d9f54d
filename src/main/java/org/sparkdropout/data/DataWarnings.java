package org.sparkdropout.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.sql.types.StructField;

/** Says in words what is odd about a table that can be trained on all the same. */
final class DataWarnings {
  private static final int SHOWN = 5;

  private DataWarnings() {}

  /**
   * Looks at the counts of one pass.
   *
   * @param tally the counts
   * @param label the label column
   * @param features the column of vectors
   * @param classes of the network
   * @return sentences with remedies; none if nothing is odd
   */
  static List<String> of(RowTally tally, LabelColumn label, StructField features, int classes) {
    List<String> warnings = new ArrayList<>();
    classes(tally.training(), label, classes).ifPresent(warnings::add);
    unseen(tally, label).ifPresent(warnings::add);
    tally.scales().warning(names(features)).ifPresent(warnings::add);
    return List.copyOf(warnings);
  }

  private static Optional<String> classes(PartTally training, LabelColumn label, int classes) {
    int[] seen = training.labels();
    if (seen.length == 1) {
      return Optional.of(
          ("All %d training rows are of one class: column '%s' holds %s. The model will always"
                  + " answer with it. Give rows of other classes")
              .formatted(training.rows(), label.name(), label.text(seen[0])));
    }
    int[] empty = IntStream.range(0, classes).filter(c -> training.rows(c) == 0).toArray();
    if (empty.length == 0) {
      return Optional.empty();
    }
    return Optional.of(
        ("%d of %d classes of column '%s' have no training rows, and the model cannot learn them:"
                + " %s. Give rows of these classes, or correct the labels")
            .formatted(empty.length, classes, label.name(), shown(empty, label)));
  }

  private static String shown(int[] labels, LabelColumn label) {
    String first =
        Arrays.stream(labels).limit(SHOWN).mapToObj(label::text).collect(Collectors.joining(", "));
    return labels.length > SHOWN ? first + ", ..." : first;
  }

  private static Optional<String> unseen(RowTally tally, LabelColumn label) {
    int[] unseen =
        Arrays.stream(tally.validation().labels())
            .filter(one -> tally.training().rows(one) == 0)
            .toArray();
    if (unseen.length == 0) {
      return Optional.empty();
    }
    Map<String, Long> rows = new LinkedHashMap<>();
    Arrays.stream(unseen).forEach(one -> rows.put(label.text(one), tally.validation().rows(one)));
    return Optional.of(UnseenClasses.warning("Validation", label.name(), rows));
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
