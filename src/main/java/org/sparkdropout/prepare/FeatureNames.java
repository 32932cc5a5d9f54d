package org.sparkdropout.prepare;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.BinaryAttribute;
import org.apache.spark.ml.attribute.NumericAttribute;
import org.apache.spark.sql.types.Metadata;
import org.sparkdropout.data.UntrainedCategories;

/** The names of features, in the words of the table, as Spark ML keeps them beside a vector. */
final class FeatureNames {
  /** Beyond that many features their names would outweigh the rows. */
  private static final int MOST = 10_000;

  private FeatureNames() {}

  /** The names in the form that a column carries along. */
  static Metadata metadata(FeatureEncoderModel model) {
    int width = model.columns().stream().mapToInt(EncodedColumn::width).sum();
    if (width > MOST) {
      Metadata unnamed = new AttributeGroup(model.outputColumn(), width).toMetadata();
      return UntrainedCategories.from(unnamed, firstCategory(model));
    }
    List<Attribute> attributes = new ArrayList<>();
    for (EncodedColumn column : model.columns()) {
      for (int slot = 0; slot < column.width(); slot++) {
        attributes.add(attribute(column, slot));
      }
    }
    return new AttributeGroup(model.outputColumn(), attributes.toArray(Attribute[]::new))
        .toMetadata();
  }

  private static int firstCategory(FeatureEncoderModel model) {
    return model.columns().stream()
        .filter(column -> !(column instanceof CategoryColumn))
        .mapToInt(EncodedColumn::width)
        .sum();
  }

  private static Attribute attribute(EncodedColumn column, int slot) {
    return column instanceof CategoryColumn
        ? BinaryAttribute.defaultAttr().withName(name(column, slot))
        : NumericAttribute.defaultAttr().withName(name(column, slot));
  }

  /** The name of a feature: {@code mass}, {@code emb[3]} or {@code zone=2139}. */
  static String name(EncodedColumn column, int slot) {
    if (column instanceof CategoryColumn category) {
      return column.name() + "=" + category.categories().get(slot);
    }
    return column instanceof VectorColumn ? "%s[%d]".formatted(column.name(), slot) : column.name();
  }
}
