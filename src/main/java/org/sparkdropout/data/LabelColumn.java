package org.sparkdropout.data;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.BinaryAttribute;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.attribute.UnresolvedAttribute$;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;

/**
 * A column of labels, and the names that go with it: those of the column and of its classes.
 *
 * <p>The names are read from the column's metadata: Spark ML's attribute, as {@code StringIndexer}
 * writes it, and what {@link #metadata} adds where a job has indexed the labels of a table.
 *
 * <p>Immutable and thread-safe. A plain class with an array, so that Kryo can write it as well.
 */
public final class LabelColumn implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int UNKNOWN = 0;
  private static final String OWN = "spark_dropout_label";
  private static final String NAME = "name";
  private static final String UNSEEN = "unseen";

  /** What the user calls the column. */
  private final String name;

  /** The number of classes, if the metadata say it. */
  private final int classes;

  /** Of each class, then of labels that are no class; none if the metadata have none. */
  private final String[] texts;

  private LabelColumn(String name, Optional<Integer> classes, List<String> texts) {
    this.name = name;
    this.classes = classes.orElse(UNKNOWN);
    this.texts = texts.toArray(String[]::new);
  }

  /**
   * Reads the metadata of a column; those of vectors say nothing of classes.
   *
   * @param field the column
   * @return what it is called, and its classes
   */
  public static LabelColumn of(StructField field) {
    Optional<Metadata> own =
        Optional.of(field.metadata())
            .filter(metadata -> metadata.contains(OWN))
            .map(metadata -> metadata.getMetadata(OWN));
    List<String> unseen =
        own.filter(kept -> kept.contains(UNSEEN))
            .map(kept -> List.of(kept.getStringArray(UNSEEN)))
            .orElse(List.of());
    Attribute attribute =
        field.dataType() instanceof NumericType
            ? Attribute.fromStructField(field)
            : UnresolvedAttribute$.MODULE$;
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
   * What users call the column.
   *
   * @return its name
   */
  public String name() {
    return name;
  }

  /** How many classes its metadata name; empty if they name none. */
  Optional<Integer> classes() {
    return classes == UNKNOWN ? Optional.empty() : Optional.of(classes);
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

  /**
   * The names of the classes.
   *
   * @return in order; empty if the metadata has none
   */
  public List<String> classNames() {
    return List.of(texts).subList(0, Math.min(texts.length, classes));
  }

  /**
   * What users call the classes.
   *
   * @param count of classes, by {@link DataProfile#classes()}
   * @return (count), the text of each class; its number where it has none
   */
  public List<String> names(int count) {
    return IntStream.range(0, count)
        .mapToObj(c -> c < texts.length ? texts[c] : String.valueOf(c))
        .toList();
  }

  /** The text of a label; of labels that have none of their own, a common one. */
  String text(int label) {
    if (label < texts.length) {
      return "'" + texts[label] + "'";
    }
    return texts.length == 0 && label < ExampleReader.MAX_CLASSES
        ? String.valueOf(label)
        : "other labels";
  }
}
