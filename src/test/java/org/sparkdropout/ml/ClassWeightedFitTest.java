package org.sparkdropout.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkdropout.dl4j.Networks;
import org.sparkdropout.testing.SparkTest;

@SparkTest
class ClassWeightedFitTest {
  /** Of class 0 are 200 rows, of class 1 and 2 about 40 each; classes overlap. */
  private static Dataset<Row> uneven(SparkSession spark) {
    return Blobs.hard(spark, 600).where("label = 0 or id % 5 = 0");
  }

  private static DropoutClassifier classifier() {
    return Blobs.classifier().setMaxIter(8);
  }

  /** Steps of the whole table, whose order in a batch then changes no more than the last digits. */
  private static DropoutClassifier wholeTable(String engine) {
    DropoutClassifier classifier =
        new DropoutClassifier().setEngine(engine).setBatchSize(600).setReplicas(1).setMaxIter(6);
    return engine.equals("dl4j")
        ? classifier.setNetwork(Networks.dense(4, 3, null).toJson())
        : classifier.setHiddenLayers(8).setHiddenDropout(0);
  }

  private static double recall(DropoutClassificationModel model, Dataset<Row> rows, int label) {
    return model.evaluate(rows).recallByLabel()[label];
  }

  @Test
  void fit_balanced_findsTheRowsOfRareClasses(SparkSession spark) {
    Dataset<Row> rows = uneven(spark);
    DropoutClassificationModel plain = classifier().fit(rows);
    DropoutClassificationModel balanced = classifier().setClassWeights("balanced").fit(rows);
    for (int rare = 1; rare <= 2; rare++) {
      assertThat(recall(balanced, rows, rare)).isGreaterThan(recall(plain, rows, rare) + 0.1);
    }
    assertThat(recall(balanced, rows, 0)).isLessThan(recall(plain, rows, 0));
    assertThat(balanced.provenance().settings()).containsEntry("classWeights", "balanced");
  }

  @Test
  void fit_balanced_weighsByTheWeightsOfRows(SparkSession spark) {
    Dataset<Row> rows =
        Blobs.hard(spark, 300)
            .withColumn("weight", functions.expr("case label when 0 then 4.0 else 1.0 end"));
    String balanced =
        classifier().setWeightCol("weight").setClassWeights("balanced").fit(rows).weightsDigest();
    String given =
        classifier()
            .setWeightCol("weight")
            .setClassWeights("0 = 0.5, 1 = 2, 2 = 2") // 600 / (3 x 400), 600 / (3 x 100)
            .fit(rows)
            .weightsDigest();
    assertThat(balanced).isEqualTo(given);
  }

  /** Sums of such weights depend on the order in which they are added. */
  @Test
  void fit_balancedWithUnevenWeights_doesNotDependOnPartitions(SparkSession spark) {
    Dataset<Row> rows = uneven(spark).withColumn("weight", functions.expr("1 / (1 + id)"));
    DropoutClassifier classifier =
        classifier().setMaxIter(1).setWeightCol("weight").setClassWeights("balanced");
    assertThat(classifier.fit(rows.repartition(7)).weightsDigest())
        .isEqualTo(classifier.fit(rows.coalesce(1)).weightsDigest());
  }

  @ParameterizedTest
  @ValueSource(strings = {"blas", "dl4j"})
  void fit_classWeights_trainAsWeightsOfRows(String engine, SparkSession spark) {
    Dataset<Row> rows =
        uneven(spark)
            .withColumn("weight", functions.expr("case label when 1 then 6.0 else 1.0 end"));
    DropoutClassificationModel byClass = wholeTable(engine).setClassWeights("1 = 6").fit(rows);
    DropoutClassificationModel byRow = wholeTable(engine).setWeightCol("weight").fit(rows);
    DropoutClassificationModel plain = wholeTable(engine).fit(rows);
    assertThat(distance(byClass, byRow, rows)).isLessThan(1e-4);
    assertThat(distance(byClass, plain, rows)).isGreaterThan(0.02);
  }

  /** Of a probability of any row. */
  private static double distance(
      DropoutClassificationModel left, DropoutClassificationModel right, Dataset<Row> rows) {
    List<Row> ours = left.transform(rows).orderBy("id").select("probability").collectAsList();
    List<Row> others = right.transform(rows).orderBy("id").select("probability").collectAsList();
    double largest = 0;
    for (int row = 0; row < ours.size(); row++) {
      double[] mine = ours.get(row).<Vector>getAs(0).toArray();
      double[] theirs = others.get(row).<Vector>getAs(0).toArray();
      for (int c = 0; c < mine.length; c++) {
        largest = Math.max(largest, Math.abs(mine[c] - theirs[c]));
      }
    }
    return largest;
  }

  @ParameterizedTest
  @CsvSource({"blas, 0", "blas, 0.1"})
  void fit_lossesAndErrors_areCountedWithoutClassWeights(
      String engine, double smoothing, SparkSession spark) {
    Dataset<Row> rows = uneven(spark);
    DropoutClassifier still =
        classifier().setLearningRate(1e-30).setMaxIter(1).setLabelSmoothing(smoothing);
    double loss = still.fit(rows).summary().history().get(0).loss();
    assertThat(still.setClassWeights("1 = 100, 2 = 0").fit(rows).summary().history().get(0).loss())
        .isCloseTo(loss, within(1e-6));
  }

  @Test
  void fit_labelsWithNames_takesTheNames(SparkSession spark) {
    Dataset<Row> rows =
        uneven(spark)
            .withColumn("kind", functions.expr("concat('kind, ', cast(label as int))"))
            .drop("label");
    Dataset<Row> named =
        new StringIndexer()
            .setInputCol("kind")
            .setOutputCol("label")
            .setStringOrderType("alphabetAsc")
            .fit(rows)
            .transform(rows);
    String byName = classifier().setClassWeights("\"kind, 1\" = 6").fit(named).weightsDigest();
    assertThat(byName)
        .isEqualTo(classifier().setClassWeights("1 = 6").fit(uneven(spark)).weightsDigest());
    assertThatThrownBy(() -> classifier().setClassWeights("1 = 6").fit(named))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "classWeights must name classes of column 'label'. Provided: '1'. Its classes: 'kind, 0', 'kind, 1', 'kind, 2'. Name one of them");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "yes", "1.0"})
  void fit_weightOfNoClass_isRefusedWithTheClasses(String name, SparkSession spark) {
    assertThatThrownBy(
            () -> classifier().setClassWeights("0 = 2, " + name + " = 6").fit(uneven(spark)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "classWeights must name classes of column 'label'. Provided: '%s'. Its classes: '0', '1', '2'. Name one of them"
                .formatted(name));
  }

  @Test
  void fit_noClassThatWeighsAnything_isRefused(SparkSession spark) {
    Dataset<Row> rows = uneven(spark).where("label <> 0");
    DropoutClassifier classifier = classifier().setClassWeights("0 = 7, 1 = 0, 2 = 0");
    assertThatThrownBy(() -> classifier.fit(rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "classWeights must give a weight above 0 to a class that has training rows. Provided value: 0 = 7.0, 1 = 0.0, 2 = 0.0. ");
    DropoutClassificationModel onlyTwo = classifier.setClassWeights("1 = 0").fit(rows);
    assertThat(onlyTwo.transform(rows).where("prediction <> 2").isEmpty()).isTrue();
  }

  @Test
  void fit_classWithoutTrainingRows_changesNothing(SparkSession spark) {
    Dataset<Row> rows = uneven(spark).where("label <> 0");
    DropoutClassifier balanced = classifier().setClassWeights("balanced").setLabelSmoothing(0.1);
    double[] probabilities =
        balanced.fit(rows).transform(rows).select("probability").first().<Vector>getAs(0).toArray();
    assertThat(probabilities).doesNotContain(Double.NaN).hasSize(3);
    assertThat(probabilities[0]).isLessThan(0.1);
  }

  /**
   * Weights may make the error larger than that of the largest class, which is what they are for.
   */
  @Test
  void fit_classWeights_warnOfNothingByTheError(SparkSession spark) {
    Dataset<Row> rows = uneven(spark);
    DropoutClassifier allOne = classifier().setClassWeights("0 = 0, 2 = 0");
    assertThat(allOne.fit(rows).summary().warnings()).isEmpty();
  }

  @Test
  void model_hasNoParamsOfTheEstimatorAlone(SparkSession spark) {
    DropoutClassificationModel model =
        classifier().setMaxIter(0).setClassWeights("balanced").fit(uneven(spark));
    assertThat(model.hasParam("classWeights")).isFalse();
    assertThat(model.hasParam("labelSmoothing")).isFalse();
  }
}
