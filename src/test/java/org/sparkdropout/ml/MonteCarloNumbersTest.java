package org.sparkdropout.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.ml.param.Choice;
import org.sparkdropout.testing.SparkTest;

/** Models of numbers whose thinned networks answer. */
@SparkTest
class MonteCarloNumbersTest {
  private static DropoutRegressor regressor() {
    return new DropoutRegressor()
        .setHiddenLayers(12)
        .setHiddenDropout(0.3)
        .setMaxIter(3)
        .setBatchSize(16)
        .setReplicas(1)
        .setSeed(5);
  }

  private static Dataset<Row> table(SparkSession spark) {
    return Numbers.table(spark, 120);
  }

  /**
   * One thinned network after the other: those of a larger number begin with those of a smaller.
   */
  @ParameterizedTest
  @EnumSource(Dropout.Kind.class)
  void transform_prediction_isTheMeanInTheUnitsOfTheLabel(Dropout.Kind kind, SparkSession spark) {
    Dataset<Row> rows = table(spark);
    DropoutRegressionModel model = regressor().setDropoutKind(Choice.value(kind)).fit(rows);
    List<Row> one = model.setMonteCarlo(1).transform(rows).collectAsList();
    List<Row> two = model.setMonteCarlo(2).setSpreadCol("spread").transform(rows).collectAsList();
    double differences = 0;
    for (int row = 0; row < one.size(); row++) {
      double first = one.get(row).getAs("prediction");
      double mean = two.get(row).getAs("prediction");
      assertThat(mean).isBetween(500.0, 1500.0);
      assertThat(two.get(row).<Double>getAs("spread"))
          .isCloseTo(Math.abs(mean - first), within(1e-9));
      differences += Math.abs(mean - first);
    }
    assertThat(differences).isGreaterThan(0);
  }

  @Test
  void predict_ofOneRow_givesTheSameBitsAsTransform(SparkSession spark) {
    Dataset<Row> rows = table(spark);
    DropoutRegressionModel model = regressor().fit(rows).setMonteCarlo(4);
    for (Row row : model.transform(rows.limit(20)).collectAsList()) {
      assertThat(model.predict(row.getAs("features"))).isEqualTo(row.<Double>getAs("prediction"));
    }
  }

  @Test
  void transform_labelsThatAreVectors_haveASpreadEach(SparkSession spark) {
    Dataset<Row> rows = table(spark);
    DropoutRegressionModel model =
        regressor().setLabelCol("three").fit(rows).setMonteCarlo(5).setSpreadCol("spread");
    Dataset<Row> scored = model.transform(rows);
    assertThat(AttributeGroup.fromStructField(scored.schema().apply("spread")).size()).isEqualTo(3);
    List<Row> answered = scored.collectAsList();
    assertThat(answered)
        .allSatisfy(row -> assertThat(row.<Vector>getAs("spread").size()).isEqualTo(3));
    for (int place : new int[] {0, 1, 2}) {
      assertThat(answered.stream().filter(row -> row.<Vector>getAs("spread").apply(place) > 0))
          .as("but for rows that wake no unit which a network drops")
          .hasSizeGreaterThan(100);
    }
  }

  @Test
  void transform_quantiles_areMeansThatAscend(SparkSession spark) {
    Dataset<Row> rows = table(spark);
    DropoutRegressionModel model =
        regressor().setLoss("quantile").setQuantilesCol("all").fit(rows).setMonteCarlo(5);
    model.setSpreadCol("spread");
    for (Row row : model.transform(rows).collectAsList()) {
      double[] quantiles = row.<Vector>getAs("all").toArray();
      assertThat(quantiles).isSorted().hasSize(3);
      assertThat(row.<Double>getAs("prediction")).isEqualTo(quantiles[1]);
      assertThat(row.<Double>getAs("spread")).isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"predictiveEntropyCol", "mutualInformationCol"})
  void transformSchema_entropyOfNumbers_isRefused(String param, SparkSession spark) {
    Dataset<Row> rows = table(spark);
    DropoutRegressionModel model = regressor().setMaxIter(0).fit(rows).setMonteCarlo(3);
    model.set(model.getParam(param), "told");
    assertThatThrownBy(() -> model.transformSchema(rows.schema()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "%s must be of a model of classes: numbers have no probabilities. Provided value: told, for a DropoutRegressionModel. Leave it out, or set spreadCol",
            param);
  }
}
