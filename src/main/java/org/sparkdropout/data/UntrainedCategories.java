package org.sparkdropout.data;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;

/**
 * Finds the features that stand for a category which no training row has: rows that are held out
 * for validation may be the only ones that have it. Nothing trains the weights of such a feature.
 *
 * <p>A feature stands for a category if the metadata of its column say so: it is a binary attribute
 * of Spark ML, as those that {@code OneHotEncoder} makes, or it comes after a place that {@link
 * #from} has written down.
 */
public final class UntrainedCategories {
  private static final String FROM = "sparkDropoutCategoriesFrom";

  private UntrainedCategories() {}

  /**
   * Writes down where categories begin, for vectors that are too wide to describe each feature.
   *
   * @param metadata of the column of vectors
   * @param place of the first category; all features from there on are categories
   * @return the metadata with that place
   */
  public static Metadata from(Metadata metadata, int place) {
    return new MetadataBuilder().withMetadata(metadata).putLong(FROM, place).build();
  }

  /** The places of the features that stand for a category which no training row has. */
  static int[] places(StructField features, FeatureScales training) {
    IntPredicate isCategory = categories(features);
    return IntStream.range(0, training.width())
        .filter(isCategory)
        .filter(training::isZeroInAllRows)
        .toArray();
  }

  private static IntPredicate categories(StructField features) {
    if (features.metadata().contains(FROM)) {
      long from = features.metadata().getLong(FROM);
      return place -> place >= from;
    }
    AttributeGroup group = AttributeGroup.fromStructField(features);
    Attribute[] attributes =
        group.attributes().isDefined() ? group.attributes().get() : new Attribute[0];
    return place -> place < attributes.length && isBinary(attributes[place]);
  }

  private static boolean isBinary(Attribute attribute) {
    return attribute.attrType().name().equals("binary");
  }
}
