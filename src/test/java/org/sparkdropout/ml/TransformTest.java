package org.sparkdropout.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sparkdropout.data.InvalidDataException;
import org.sparkdropout.testing.SparkTest;

@SparkTest
class TransformTest {
  private static DropoutClassificationModel fitted;

  @BeforeAll
  static void fit(SparkSession spark) {
    fitted = Blobs.classifier().fit(Blobs.easy(spark, 200));
  }

  private static DropoutClassificationModel model() {
    return fitted.copy(ParamMap.empty());
  }

  @Test
  void transform_anyBatchSizeAndPartitions_givesTheSameBits(SparkSession spark) {
    Dataset<Row> rows = Blobs.hard(spark, 300);
    List<Row> expected = scored(model().setScoringBatchSize(1024), rows.repartition(1));
    for (int batchSize : new int[] {1, 7, 1024}) {
      for (int partitions : new int[] {1, 2, 50}) {
        DropoutClassificationModel model = model().setScoringBatchSize(batchSize);
        assertThat(scored(model, rows.repartition(partitions))).isEqualTo(expected);
      }
    }
  }

  private static List<Row> scored(DropoutClassificationModel model, Dataset<Row> rows) {
    return model
        .transform(rows)
        .select("id", "rawPrediction", "probability", "prediction")
        .sort("id")
        .collectAsList();
  }

  @Test
  void predict_ofOneRow_givesTheSameBitsAsTransform(SparkSession spark) {
    assertPredictsAsItTransforms(model(), Blobs.hard(spark, 40));
  }

  static void assertPredictsAsItTransforms(DropoutClassificationModel model, Dataset<Row> table) {
    for (Row row : model.transform(table).collectAsList()) {
      Vector features = row.getAs("features");
      assertThat(model.predictRaw(features)).isEqualTo(row.<Vector>getAs("rawPrediction"));
      assertThat(model.predictProbability(features)).isEqualTo(row.<Vector>getAs("probability"));
      assertThat(model.predict(features)).isEqualTo(row.<Double>getAs("prediction"));
    }
  }

  @Test
  void transform_sparseRows_givesTheSameBitsAsDense(SparkSession spark) {
    Dataset<Row> dense = Blobs.hard(spark, 20);
    List<Row> sparse = new ArrayList<>();
    for (Row row : dense.collectAsList()) {
      Vector features = row.getAs("features");
      sparse.add(
          RowFactory.create(row.get(0), features.toSparse(), row.get(2), row.get(3), row.get(4)));
    }
    assertThat(scored(model(), spark.createDataFrame(sparse, Blobs.SCHEMA)))
        .isEqualTo(scored(model(), dense));
  }

  @Test
  void transform_otherColumns_areKeptWithTheirRowsOrderAndMetadata(SparkSession spark) {
    Dataset<Row> rows = manyTypes(spark);
    Dataset<Row> scored = model().transform(rows);
    StructField[] kept = Arrays.copyOf(scored.schema().fields(), rows.schema().size());
    assertThat(kept).isEqualTo(rows.schema().fields());
    assertThat(kept[1].metadata().getString("unit")).isEqualTo("metre");
    assertThat(scored.drop("rawPrediction", "probability", "prediction").collectAsList())
        .isEqualTo(rows.collectAsList());
  }

  private static Dataset<Row> manyTypes(SparkSession spark) {
    StructType inner =
        new StructType().add("a", DataTypes.IntegerType).add("b", DataTypes.StringType);
    StructType schema =
        new StructType()
            .add("text", DataTypes.StringType)
            .add(
                "long",
                DataTypes.LongType,
                true,
                new MetadataBuilder().putString("unit", "metre").build())
            .add("decimal", DataTypes.createDecimalType(20, 4))
            .add("date", DataTypes.DateType)
            .add("time", DataTypes.TimestampType)
            .add("bytes", DataTypes.BinaryType)
            .add("array", DataTypes.createArrayType(DataTypes.DoubleType))
            .add("map", DataTypes.createMapType(DataTypes.StringType, DataTypes.LongType))
            .add("struct", inner)
            .add("dotted.name", DataTypes.FloatType)
            .add("features", SQLDataTypes.VectorType())
            .add("last", DataTypes.ShortType);
    Object[] full = {
      "ä",
      5L,
      new BigDecimal("12.3400"),
      Date.valueOf("1969-07-20"),
      Timestamp.valueOf("2024-02-29 12:34:56.789"),
      null,
      List.of(1.5, 2.5),
      Map.of("k", 7L),
      RowFactory.create(1, null),
      2.5f,
      Vectors.dense(1, 2, 3, 4),
      (short) 3
    };
    Object[] sparse = new Object[12];
    sparse[10] = Vectors.sparse(4, new int[] {2}, new double[] {1});
    return spark.createDataFrame(
        List.of(RowFactory.create(full), RowFactory.create(sparse)), schema);
  }

  @Test
  void transform_columnsOfEqualName_areKept(SparkSession spark) {
    Dataset<Row> rows =
        Blobs.easy(spark, 3)
            .selectExpr("id AS Twin", "features", "label AS twin", "weight AS twin");
    Dataset<Row> scored = model().transform(rows);
    assertThat(scored.columns()).startsWith("Twin", "features", "twin", "twin");
    assertThat(scored.collectAsList().stream().map(row -> row.get(2)))
        .containsExactly(0.0, 1.0, 2.0);
  }

  @Test
  void transform_manyRowsInManyPartitions_losesAndMovesNone(SparkSession spark) {
    Dataset<Row> rows = spark.range(0, 5000, 1, 13).withColumn("features", vector());
    List<Row> scored = model().setScoringBatchSize(7).transform(rows).sort("id").collectAsList();
    assertThat(scored).hasSize(5000);
    for (Row row : List.of(scored.get(0), scored.get(1234), scored.get(4999))) {
      assertThat(row.<Double>getAs("prediction"))
          .isEqualTo(model().predict(row.<Vector>getAs("features")));
    }
  }

  private static org.apache.spark.sql.Column vector() {
    return org.apache.spark.ml.functions.array_to_vector(
        functions.expr("array(id % 5 - 2D, id % 3 - 1D, 0.5D, id % 7 - 3D)"));
  }

  @Test
  void transform_columnsAdded_haveSparksTypesAndMetadata(SparkSession spark) {
    Dataset<Row> rows = Blobs.easy(spark, 10);
    Dataset<Row> scored = model().transform(rows);
    assertThat(scored.columns())
        .endsWith("rawPrediction", "probability", "prediction")
        .hasSize(rows.columns().length + 3);
    assertThat(scored.schema()).isEqualTo(model().transformSchema(rows.schema()));
    assertThat(scored.schema().apply("prediction").dataType()).isEqualTo(DataTypes.DoubleType);
    assertThat(scored.schema().apply("probability").dataType())
        .isEqualTo(SQLDataTypes.VectorType());
    NominalAttribute prediction =
        (NominalAttribute) Attribute.fromStructField(scored.schema().apply("prediction"));
    assertThat(prediction.getNumValues().get()).isEqualTo(3);
    assertThat(AttributeGroup.fromStructField(scored.schema().apply("probability")).size())
        .isEqualTo(3);
  }

  @Test
  void transform_emptyColumnNames_addsOnlyTheOthers(SparkSession spark) {
    Dataset<Row> rows = Blobs.easy(spark, 10);
    DropoutClassificationModel model = model();
    model.setRawPredictionCol("").setProbabilityCol("p").setPredictionCol("");
    assertThat(model.transform(rows).columns()).endsWith("held", "p");
    model.setProbabilityCol("");
    assertThat(model.transform(rows).columns()).isEqualTo(rows.columns());
  }

  @Test
  void transform_predictionsOfOneModel_canBeAddedToThoseOfAnother(SparkSession spark) {
    DropoutClassificationModel second = model();
    second.setRawPredictionCol("").setProbabilityCol("").setPredictionCol("second");
    Dataset<Row> both = second.transform(model().transform(Blobs.hard(spark, 50)));
    assertThat(both.where("second != prediction").count()).isZero();
  }

  @Test
  void transform_thresholds_chooseByThem(SparkSession spark) {
    DropoutClassificationModel model = model();
    model.setThresholds(new double[] {1, 0, 1});
    Dataset<Row> scored = model.transform(Blobs.easy(spark, 30));
    assertThat(scored.where("prediction = 1").count()).isEqualTo(30);
    assertThat(model.predict(Vectors.dense(2, 0, 0, 1))).isEqualTo(1);
    assertThat(model().predict(Vectors.dense(2, 0, 0, 1))).isZero();
  }

  @Test
  void transform_thresholdsOfAnotherNumberThanClasses_areRefused(SparkSession spark) {
    DropoutClassificationModel model = model();
    model.set(model.thresholds(), new double[] {0.5, 0.5});
    assertThatThrownBy(() -> model.transform(Blobs.easy(spark, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "thresholds must hold one value for each of the 3 classes. Provided value: [0.5, 0.5]");
  }

  private static Dataset<Row> invalid(SparkSession spark) {
    List<Row> rows =
        Stream.of(
                Vectors.dense(2, 0, 0, 1),
                Vectors.dense(0, 0, Double.NaN, 0),
                Vectors.sparse(4, new int[] {3}, new double[] {Double.POSITIVE_INFINITY}),
                null,
                Vectors.dense(3e38, 3e38, 3e38, 3e38),
                Vectors.dense(-2, 1, 0, 0))
            .map(vector -> RowFactory.create(0L, vector, 0.0, 1.0, false))
            .toList();
    return spark.createDataFrame(rows, Blobs.SCHEMA).coalesce(1);
  }

  @Test
  void transform_invalidRowsByDefault_failsNamingColumnAndProblem(SparkSession spark) {
    assertThatThrownBy(() -> model().transform(invalid(spark)).collectAsList())
        .rootCause()
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "featuresCol must hold vectors of finite numbers. A row holds NaN at feature 2 of column"
                + " 'features'. Repair it, or set handleInvalid to skip to leave such rows out, or"
                + " to keep to predict NaN for them");
  }

  @Test
  void transform_invalidRowsSkipped_givesTheOthers(SparkSession spark) {
    List<Row> scored = model().setHandleInvalid("skip").transform(invalid(spark)).collectAsList();
    assertThat(scored.stream().map(row -> row.<Double>getAs("prediction")))
        .containsExactly(0.0, 1.0);
  }

  @Test
  void transform_invalidRowsKept_givesNaNForThem(SparkSession spark) {
    List<Row> scored = model().setHandleInvalid("keep").transform(invalid(spark)).collectAsList();
    assertThat(scored.stream().map(row -> row.<Double>getAs("prediction")))
        .containsExactly(0.0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 1.0);
    assertThat(scored.get(3).<Vector>getAs("features")).isNull();
    assertThat(scored.get(1).<Vector>getAs("probability").toArray()).containsOnly(Double.NaN);
    assertThat(scored.get(1).<Vector>getAs("rawPrediction").toArray()).containsOnly(Double.NaN);
  }

  @Test
  void transform_wrongWidth_isRefusedWhateverHandleInvalid(SparkSession spark) {
    Dataset<Row> narrow =
        Blobs.easy(spark, 10)
            .withColumn(
                "features",
                org.apache.spark.ml.functions.array_to_vector(functions.expr("array(1D, 2D)")));
    String message =
        "featuresCol must hold vectors of 4 features, as in training. Column 'features' holds 2:"
            + " assemble the same columns in the same way";
    assertThatThrownBy(() -> model().setHandleInvalid("skip").transform(narrow).collectAsList())
        .rootCause()
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(message);
    StructField known = new AttributeGroup("features", 2).toStructField();
    assertThatThrownBy(() -> model().transformSchema(new StructType().add(known)))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> model().predict(Vectors.dense(1, 2)))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(message);
  }

  @Test
  void transformSchema_wrongColumns_areRefused() {
    DropoutClassificationModel model = model();
    model.setFeaturesCol("feature");
    assertThatThrownBy(() -> model.transformSchema(Blobs.SCHEMA))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "featuresCol must name a column of the table. Provided value: feature. The nearest of"
                + " its 5 columns: features");
    model.setFeaturesCol("weight");
    assertThatThrownBy(() -> model.transformSchema(Blobs.SCHEMA))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "featuresCol must name a vector column. Column 'weight' is of type double: assemble"
                + " numeric columns with VectorAssembler");
  }

  @Test
  void transform_twice_sendsTheNetworkOnce(SparkSession spark) {
    NetworkInUse sent = new NetworkInUse(fitted.exportedNetwork());
    assertThat(sent.on(spark.sparkContext())).isSameAs(sent.on(spark.sparkContext()));
  }
}
