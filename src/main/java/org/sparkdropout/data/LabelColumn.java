package org.sparkdropout.data;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.BinaryAttribute;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;

/**
 * A column of class numbers, and the names that go with it.
 *
 * <p>The names are read from the column's metadata: Spark ML's attribute, as {@code StringIndexer}
 * writes it, and what {@link #metadata} adds where a job has indexed the labels of a table.
 *
 * @param name what the user calls the column
 * @param classes the number of classes, if the metadata says it
 * @param texts the text of each class, then of labels that are no class; empty if the metadata has
 *     none
 */
public record LabelColumn(String name, Optional<Integer> classes, List<String> texts) {
  private static final String OWN = "spark_dropout_label";
  private static final String NAME = "name";
  private static final String UNSEEN = "unseen";

  /** Reads the metadata of a numeric column. */
  static LabelColumn of(StructField field) {
    Optional<Metadata> own =
        Optional.of(field.metadata())
            .filter(metadata -> metadata.contains(OWN))
            .map(metadata -> metadata.getMetadata(OWN));
    List<String> unseen =
        own.filter(kept -> kept.contains(UNSEEN))
            .map(kept -> List.of(kept.getStringArray(UNSEEN)))
            .orElse(List.of());
    Attribute attribute = Attribute.fromStructField(field);
    List<String> values = values(attribute);
    return new LabelColumn(
        own.map(kept -> kept.getString(NAME)).orElse(field.name()),
        classes(attribute),
        values.isEmpty() ? values : Stream.concat(values.stream(), unseen.stream()).toList());
  }

  private static Optional<Integer> classes(Attribute attribute) {
    if (attribute instanceof BinaryAttribute) {
      return Optional.of(2);
    }
    if (attribute instanceof NominalAttribute nominal && nominal.getNumValues().isDefined()) {
      return Optional.of((Integer) nominal.getNumValues().get());
    }
    return Optional.empty();
  }

  private static List<String> values(Attribute attribute) {
    if (attribute instanceof NominalAttribute nominal && nominal.values().isDefined()) {
      return List.of(nominal.values().get());
    }
    if (attribute instanceof BinaryAttribute binary && binary.values().isDefined()) {
      return List.of(binary.values().get());
    }
    return List.of();
  }

  /**
   * The metadata of a column of class numbers that was made from labels. Tables keep it when they
   * are written and read again. An empty array would come back as one of numbers, so it is left
   * out.
   *
   * @param name of the column of labels
   * @param classes the text of each class, in order
   * @param unseen the texts of labels that are no class: the numbers from {@code classes.size()} on
   * @return metadata for the column of numbers
   */
  public static Metadata metadata(String name, List<String> classes, List<String> unseen) {
    MetadataBuilder own = new MetadataBuilder().putString(NAME, name);
    if (!unseen.isEmpty()) {
      own.putStringArray(UNSEEN, unseen.toArray(String[]::new));
    }
    return NominalAttribute.defaultAttr()
        .withValues(classes.toArray(String[]::new))
        .toMetadata(new MetadataBuilder().putMetadata(OWN, own.build()).build());
  }

  /** The text of a label; of labels that have none of their own, a common one. */
  String text(int label) {
    if (label < texts.size()) {
      return "'" + texts.get(label) + "'";
    }
    return texts.isEmpty() && label < ExampleReader.MAX_CLASSES
        ? String.valueOf(label)
        : "other labels";
  }
}
