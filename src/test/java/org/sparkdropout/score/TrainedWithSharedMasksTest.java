package org.sparkdropout.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.dropout.WeightScaling;
import org.sparkdropout.head.Decision;
import org.sparkdropout.ml.DropoutClassificationModel;
import org.sparkdropout.ml.DropoutClassifier;
import org.sparkdropout.testing.SparkTest;

/** Monte-Carlo scoring of whole models, from training to table, against naive thinned networks. */
@SparkTest
class TrainedWithSharedMasksTest {
  private static final int SAMPLES = 7;
  private static final long SEED = 12;

  private static Dataset<Row> rows;

  @BeforeAll
  static void makeRows(SparkSession spark) {
    Random random = new Random(6);
    List<Row> made = new ArrayList<>();
    for (int i = 0; i < 240; i++) {
      double[] x = random.doubles(5, -1, 1).toArray();
      made.add(RowFactory.create(Vectors.dense(x), x[0] + x[1] > 0.3 ? 2.0 : x[2] > 0 ? 1.0 : 0.0));
    }
    StructType type =
        new StructType().add("features", SQLDataTypes.VectorType()).add("label", "double");
    rows = spark.createDataFrame(made, type).cache();
  }

  @ParameterizedTest
  @CsvSource({"batch, classic", "round, classic", "batch, inverted", "round, inverted"})
  void transform_isTheMeanOfNaiveThinnedNetworks(String sharing, String kind) {
    DropoutClassificationModel model =
        new DropoutClassifier()
            .setHiddenLayers(11, 8)
            .setInputDropout(0.2)
            .setHiddenDropout(0.5, 0.3)
            .setMaskSharing(sharing)
            .setDropoutKind(kind)
            .setReplicas(2)
            .setBatchSize(16)
            .setAveragingInterval(5)
            .setMaxIter(4)
            .setSeed(3L)
            .fit(rows);
    Dropout dropout = model.trainedDropout().orElseThrow();
    assertThat(dropout.dropout(1)).isCloseTo(5.0 / 11, within(1e-12));
    NaiveThinning naive =
        new NaiveThinning(
            WeightScaling.unscale(model.inferenceNetwork().orElseThrow(), dropout), dropout, SEED);
    model.setMonteCarlo(SAMPLES).setSeed(SEED);
    for (Row row : model.transform(rows).select("features", "probability").collectAsList()) {
      double[] features = row.<Vector>getAs(0).toArray();
      float[] floats = new float[features.length];
      double[] mean = new double[3];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = (float) features[i];
      }
      for (int sample = 0; sample < SAMPLES; sample++) {
        double[] probabilities = naive.scores(floats, sample);
        Decision.softmax(probabilities);
        Arrays.setAll(mean, c -> mean[c] + probabilities[c] / SAMPLES);
      }
      assertThat(row.<Vector>getAs(1).toArray()).containsExactly(mean, within(1e-5));
    }
  }
}
