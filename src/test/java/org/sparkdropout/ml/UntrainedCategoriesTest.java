package org.sparkdropout.ml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.BinaryAttribute;
import org.apache.spark.ml.attribute.NumericAttribute;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkdropout.data.UntrainedCategories;
import org.sparkdropout.dl4j.Networks;
import org.sparkdropout.testing.SparkTest;

/** Place 2 is a category that only rows held out have. */
@SparkTest
class UntrainedCategoriesTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("features", SQLDataTypes.VectorType())
          .add("label", DataTypes.DoubleType)
          .add("held", DataTypes.BooleanType);

  enum Described {
    BY_ATTRIBUTES {
      @Override
      Metadata metadata() {
        Attribute[] attributes = {
          NumericAttribute.defaultAttr().withName("n"),
          BinaryAttribute.defaultAttr().withName("c=a"),
          BinaryAttribute.defaultAttr().withName("c=b")
        };
        return new AttributeGroup("features", attributes).toMetadata();
      }
    },
    BY_PLACE {
      @Override
      Metadata metadata() {
        return UntrainedCategories.from(new AttributeGroup("features", 3).toMetadata(), 1);
      }
    };

    abstract Metadata metadata();
  }

  private static Row row(double n, double a, double b, boolean held) {
    return RowFactory.create(Vectors.dense(n, a, b), n > 0 ? 1.0 : 0.0, held);
  }

  private static Dataset<Row> table(SparkSession spark, Metadata metadata) {
    List<Row> rows =
        List.of(
            row(1, 1, 0, false), row(-1, 1, 0, false), row(1, 0, 0, false), row(-1, 0, 1, true));
    return spark
        .createDataFrame(rows, SCHEMA)
        .withColumn("features", functions.col("features").as("features", metadata));
  }

  private static DropoutClassifier classifier() {
    return new DropoutClassifier()
        .setMaxIter(2)
        .setReplicas(1)
        .setInputDropout(0.2)
        .setHiddenDropout(0.2)
        .setHiddenLayers(8)
        .setValidationIndicatorCol("held");
  }

  private static Vector answer(DropoutClassificationModel model, double... features) {
    return model.predictProbability(Vectors.dense(features));
  }

  @ParameterizedTest
  @EnumSource(Described.class)
  void fit_categoryOfRowsHeldOutOnly_weighsNothing(Described described, SparkSession spark) {
    DropoutClassificationModel model = classifier().fit(table(spark, described.metadata()));
    assertThat(answer(model, 0.5, 0, 1)).isEqualTo(answer(model, 0.5, 0, 0));
    assertThat(answer(model, 0.5, 1, 0)).isNotEqualTo(answer(model, 0.5, 0, 0));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5})
  void fit_categoryOfRowsHeldOutOnly_weighsNothingInDl4j(int seed, SparkSession spark) {
    DropoutClassificationModel model =
        new DropoutClassifier()
            .setEngine("dl4j")
            .setNetwork(Networks.dense(3, 2, null).toJson())
            .setMaxIter(2)
            .setReplicas(1)
            .setSeed(seed)
            .setValidationIndicatorCol("held")
            .fit(table(spark, Described.BY_ATTRIBUTES.metadata()));
    assertThat(answer(model, 0.5, 0, 1)).isEqualTo(answer(model, 0.5, 0, 0));
    assertThat(answer(model, 0.5, 1, 0)).isNotEqualTo(answer(model, 0.5, 0, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"ml_attr\":{\"num_attrs\":3}}"})
  void fit_numberThatIsZeroInAllRows_startsFromADrawnWeight(String metadata, SparkSession spark) {
    DropoutClassificationModel model = classifier().fit(table(spark, Metadata.fromJson(metadata)));
    assertThat(answer(model, 0.5, 0, 1)).isNotEqualTo(answer(model, 0.5, 0, 0));
  }
}
