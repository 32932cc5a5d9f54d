package org.sparkdropout.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URISyntaxException;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkdropout.data.InvalidDataException;
import org.sparkdropout.testing.SparkTest;

/** Rows that cannot be scored, in queries that need their answers and in such as do not. */
@SparkTest
class UnfitRowsTest {
  private static DropoutClassificationModel model;

  @BeforeAll
  static void load(SparkSession spark) throws URISyntaxException {
    assertThat(spark.version()).isNotEmpty();
    model = GoldenModelTest.load();
  }

  private static DropoutClassificationModel model(String handleInvalid) {
    return model.copy(ParamMap.empty()).setHandleInvalid(handleInvalid);
  }

  /** Of 300 rows every 50th is unfit, the first one among them. */
  private static Dataset<Row> table(SparkSession spark) {
    List<Row> rows =
        LongStream.range(0, 300).mapToObj(id -> RowFactory.create(id, vector(id))).toList();
    StructType schema =
        new StructType().add("id", DataTypes.LongType).add("features", SQLDataTypes.VectorType());
    return spark.createDataFrame(rows, schema).coalesce(1);
  }

  private static Vector vector(long id) {
    if (id % 100 == 50) {
      return null;
    }
    return Vectors.dense(id % 50 == 0 ? Double.NaN : (double) (id % 7), (double) (id % 3), 1, -2);
  }

  @Test
  void error_whereTheAnswersOfUnfitRowsAreNotNeeded_givesTheOthers(SparkSession spark) {
    Dataset<Row> scored = model("error").transform(table(spark));
    assertThat(scored.count()).isEqualTo(300);
    assertThat(scored.select("id").collectAsList()).hasSize(300);
    assertThat(scored.where("id % 50 != 0").collectAsList()).hasSize(294);
    assertThat(scored.where("id = 7").collectAsList()).hasSize(1);
    assertThat(scored.selectExpr("IF(id % 50 = 0, -1D, prediction) AS p").where("p = -1").count())
        .isEqualTo(6);
    assertThat(scored.where("id > 0").limit(20).collectAsList()).hasSize(20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"prediction", "probability", "rawPrediction"})
  void error_whereTheAnswerOfAnUnfitRowIsNeeded_throws(String column, SparkSession spark) {
    Dataset<Row> scored = model("error").transform(table(spark));
    assertThatThrownBy(() -> scored.select(column).collectAsList())
        .rootCause()
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("A row holds NaN at feature 0 of column 'features'");
    assertThatThrownBy(() -> scored.where("id = 50").groupBy(column).count().collectAsList())
        .rootCause()
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("A row holds no vector (null) in column 'features'");
  }

  @Test
  void skip_anyQuery_seesTheSameRows(SparkSession spark) {
    Dataset<Row> scored = model("skip").transform(table(spark));
    assertThat(scored.count()).isEqualTo(294);
    assertThat(scored.select("id").collectAsList()).hasSize(294);
    assertThat(scored.collectAsList()).hasSize(294);
    assertThat(scored.where("id % 50 = 0").count()).isZero();
    assertThat(scored.where("prediction >= 0").count()).isEqualTo(294);
    assertThat(scored.where("isnan(prediction)").count()).isZero();
    assertThat(scored.where("id < 51").select("prediction").collectAsList()).hasSize(49);
  }

  @Test
  void keep_anyQuery_seesNaN(SparkSession spark) {
    Dataset<Row> scored = model("keep").transform(table(spark));
    assertThat(scored.count()).isEqualTo(300);
    assertThat(scored.where("isnan(prediction)").select("id").collectAsList())
        .extracting(row -> row.getLong(0))
        .containsExactlyInAnyOrder(0L, 50L, 100L, 150L, 200L, 250L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bill length", "bill_length_mm"})
  void error_ofAnAssembledFeature_namesIt(String name, SparkSession spark) {
    Dataset<Row> columns =
        spark
            .range(5)
            .selectExpr("1D AS a", "IF(id = 3, DOUBLE('NaN'), id)", "2D AS b", "3D AS c")
            .toDF("a", name, "b", "c");
    VectorAssembler assembler =
        new VectorAssembler()
            .setHandleInvalid("keep")
            .setInputCols(new String[] {"a", name, "b", "c"})
            .setOutputCol("features");
    Dataset<Row> scored = model("error").transform(assembler.transform(columns));
    assertThatThrownBy(scored::collectAsList)
        .rootCause()
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining(
            "A row holds NaN in '%s' (feature 1 of column 'features')".formatted(name));
  }
}
