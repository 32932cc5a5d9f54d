package org.sparkdropout.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparkdropout.data.InvalidDataException;
import org.sparkdropout.export.ModelExport;
import org.sparkdropout.score.DenseNetwork;
import org.sparkdropout.score.MonteCarloNetwork;
import org.sparkdropout.score.Scorer;
import org.sparkdropout.testing.SparkTest;

/** Models of classes whose thinned networks answer. */
@SparkTest
class MonteCarloModelTest {
  private static DropoutClassificationModel fitted;

  @TempDir private Path folder;

  @BeforeAll
  static void fit(SparkSession spark) {
    fitted = Blobs.classifier().setInputDropout(0.1).fit(Blobs.easy(spark, 200));
  }

  private static DropoutClassificationModel model() {
    return fitted.copy(ParamMap.empty());
  }

  private static DropoutClassificationModel monteCarlo(int samples) {
    return withAllColumns(model(), samples);
  }

  /** Has thinned networks answer, and names all columns that they can tell. */
  static DropoutClassificationModel withAllColumns(DropoutClassificationModel model, int samples) {
    return model
        .setMonteCarlo(samples)
        .setPredictiveEntropyCol("entropy")
        .setMutualInformationCol("mutual")
        .setSpreadCol("spread");
  }

  private static List<Row> scored(DropoutClassificationModel model, Dataset<Row> rows) {
    return model
        .transform(rows)
        .select("id", "rawPrediction", "probability", "prediction", "entropy", "mutual", "spread")
        .sort("id")
        .collectAsList();
  }

  /** What goes over the executors is what the network itself answers, row by row. */
  @Test
  void transform_ofThinnedNetworks_isTheirMean(SparkSession spark) {
    DropoutClassificationModel model = monteCarlo(20);
    MonteCarloNetwork network =
        new MonteCarloNetwork(
            (DenseNetwork) model.exportedNetwork(),
            model.trainedDropout().orElseThrow(),
            model.getSeed(),
            20);
    try (Scorer scorer = network.scorer()) {
      for (Row row : model.transform(Blobs.hard(spark, 60)).collectAsList()) {
        double[] features = row.<Vector>getAs("features").toArray();
        double[] summary =
            scorer
                .logits(
                    1,
                    (one, target, offset) -> {
                      for (int i = 0; i < features.length; i++) {
                        target[offset + i] = (float) features[i];
                      }
                    })[0];
        double[] probability = row.<Vector>getAs("probability").toArray();
        assertThat(probability)
            .containsExactly(new double[] {summary[0], summary[1], summary[2]}, within(1e-12));
        double prediction = row.getAs("prediction");
        assertThat(probability[(int) prediction])
            .isEqualTo(IntStream.range(0, 3).mapToDouble(c -> probability[c]).max().orElseThrow());
        assertThat(row.<Double>getAs("spread"))
            .isCloseTo(Math.sqrt(summary[3 + (int) prediction] / 20), within(1e-12));
        assertThat(row.<Double>getAs("entropy")).isBetween(0.0, Math.log(3) + 1e-12);
        assertThat(row.<Double>getAs("mutual")).isBetween(0.0, row.<Double>getAs("entropy"));
      }
    }
  }

  @Test
  void transform_anyBatchSizePartitionsAndOrder_givesTheSameBits(SparkSession spark) {
    Dataset<Row> rows = Blobs.hard(spark, 300);
    List<Row> expected = scored(monteCarlo(9), rows.repartition(1));
    for (int batchSize : new int[] {1, 300}) {
      for (int partitions : new int[] {2, 17}) {
        DropoutClassificationModel model = monteCarlo(9).setScoringBatchSize(batchSize);
        assertThat(scored(model, rows.repartition(partitions))).isEqualTo(expected);
      }
    }
    assertThat(scored(monteCarlo(9).setSeed(4), rows)).isNotEqualTo(expected);
  }

  @Test
  void predict_ofOneRow_givesTheSameBitsAsTransform(SparkSession spark) {
    DropoutClassificationModel model = monteCarlo(5).setThresholds(new double[] {0.2, 0.5, 0.4});
    TransformTest.assertPredictsAsItTransforms(model, Blobs.hard(spark, 40));
  }

  @Test
  void transform_withoutMonteCarlo_isAsBefore(SparkSession spark) {
    Dataset<Row> rows = Blobs.hard(spark, 40);
    List<Row> before = model().transform(rows).collectAsList();
    DropoutClassificationModel model = monteCarlo(3);
    assertThat(model.transform(rows).drop("entropy", "mutual", "spread").collectAsList())
        .isNotEqualTo(before);
    model.clearMonteCarlo();
    assertThat(model.transform(rows).collectAsList()).isEqualTo(before);
    assertThat(model().setSpreadCol("").transform(rows).collectAsList()).isEqualTo(before);
  }

  @Test
  void transform_oneSample_isOneThinnedNetwork(SparkSession spark) {
    assertThat(monteCarlo(1).transform(Blobs.hard(spark, 20)).collectAsList())
        .allSatisfy(
            row -> {
              assertThat(row.<Double>getAs("mutual")).isZero();
              assertThat(row.<Double>getAs("spread")).isZero();
            });
  }

  @Test
  void transform_rowsThatOverflow_areUnfit(SparkSession spark) {
    Row huge = RowFactory.create(1L, Vectors.dense(3e38, 3e38, 3e38, 3e38), 0.0, 1.0, false);
    Dataset<Row> rows = spark.createDataFrame(List.of(huge), Blobs.SCHEMA);
    assertThat(monteCarlo(3).setHandleInvalid("skip").transform(rows).count()).isZero();
    Row kept = monteCarlo(3).setHandleInvalid("keep").transform(rows).head();
    for (String column : List.of("prediction", "entropy", "mutual", "spread")) {
      assertThat(kept.<Double>getAs(column)).isNaN();
    }
    assertThatThrownBy(() -> monteCarlo(3).transform(rows).collectAsList())
        .rootCause()
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("values so large that the network overflows");
  }

  @Test
  void load_savedModel_scoresTheSame(SparkSession spark) throws Exception {
    DropoutClassificationModel model = monteCarlo(4).setSeed(12);
    String path = folder.resolve("model").toUri().toString();
    model.write().save(path);
    DropoutClassificationModel loaded = DropoutClassificationModel.load(path);
    assertThat(loaded.getMonteCarlo()).isEqualTo(4);
    assertThat(loaded.getSpreadCol()).isEqualTo("spread");
    Dataset<Row> rows = Blobs.hard(spark, 30);
    assertThat(scored(loaded, rows)).isEqualTo(scored(model, rows));
  }

  /** What models of versions before this one saved has no such params, nor rates in the network. */
  @Test
  void load_earlierModel_scoresWithTheScaledNetworkUntilAsked(SparkSession spark) throws Exception {
    DropoutClassificationModel model = GoldenModelTest.load();
    assertThat(model.getMonteCarlo()).isZero();
    model.setMonteCarlo(8).setSpreadCol("spread");
    assertThat(model.transform(Blobs.hard(spark, 20)).filter("spread > 0").count())
        .isGreaterThan(0);
  }

  @Test
  void export_ofSuchAModel_isTheScaledNetwork(SparkSession spark) throws Exception {
    String path = folder.resolve("model.onnx").toUri().toString();
    ModelExport.onnx(monteCarlo(6)).verifiedOn(Blobs.hard(spark, 50)).save(path);
    DropoutClassificationModel again = DropoutClassificationModel.fromOnnx(path);
    assertThat(again.getMonteCarlo()).isZero();
    assertThat(again.weightsDigest()).isEqualTo(fitted.weightsDigest());
    assertThat(again.setMonteCarlo(6).setPredictiveEntropyCol("entropy").isSet(again.seed()))
        .isTrue();
    Dataset<Row> rows = Blobs.hard(spark, 10);
    assertThat(again.transform(rows).select("probability").collectAsList())
        .isEqualTo(monteCarlo(6).transform(rows).select("probability").collectAsList());
  }

  @Test
  void evaluate_ofSuchAModel_isOfItsMeans(SparkSession spark) {
    Dataset<Row> rows = Blobs.easy(spark, 100);
    assertThat(monteCarlo(30).evaluate(rows).accuracy())
        .isEqualTo(1 - Blobs.error(monteCarlo(30).transform(rows)), within(1e-12));
  }
}
