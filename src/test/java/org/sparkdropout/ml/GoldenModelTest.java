package org.sparkdropout.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.URISyntaxException;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.sparkdropout.testing.SparkTest;

/** A model that format version 1 was saved in must load and predict as it did, for ever. */
@SparkTest
class GoldenModelTest {
  static DropoutClassificationModel load() throws URISyntaxException {
    return DropoutClassificationModel.load(
        GoldenModelTest.class.getResource("model-v1").toURI().toString());
  }

  @Test
  void load_versionOne_hasItsWeightsAndStory(SparkSession spark) throws URISyntaxException {
    DropoutClassificationModel model = load();
    assertThat(spark.version()).isNotEmpty();
    assertThat(model.uid()).isEqualTo("dropout_30031b6451eb");
    assertThat(model.weightsDigest())
        .isEqualTo("502338edce09e7a49dc27a8ae1080af8c42a7a8161924e1dbaffcd7e31de6cd7");
    assertThat(model.exportedNetwork()).hasToString("4-6-5-3 relu");
    assertThat(model.summary().history()).hasSize(5);
    assertThat(model.summary().history().get(1).validation().orElseThrow().loss())
        .isEqualTo(0.6169238463625729);
    assertThat(model.provenance().dataFingerprint())
        .isEqualTo("077af25871e46496ba699da1d78eef6c0000000000000050");
    assertThat(model.provenance().createdAt()).hasToString("2026-11-23T13:42:30.337224299Z");
    assertThat(model.getThresholds()).containsExactly(0.5, 0.4, 0.3);
    assertThat(model.getHiddenLayers()).containsExactly(6, 5);
  }

  @Test
  void predict_versionOne_givesWhatItGave(SparkSession spark) throws URISyntaxException {
    assertThat(spark.version()).isNotEmpty();
    assertPrediction(
        new double[] {2, 0, 0, 1}, 0, 3.5064637660980225, -3.225924491882324, 1.3772552013397217);
    assertPrediction(
        new double[] {-2, 1, 0, 0}, 1, -2.3338563442230225, 1.846134901046753, -1.0925077199935913);
    assertPrediction(
        new double[] {0.1, -0.5, 0.3, 0.2},
        2,
        0.08632069826126099,
        -1.3813018798828125,
        0.5373620390892029);
  }

  /** Logits within what another kernel family may round otherwise. */
  private static void assertPrediction(double[] features, double expected, double... logits)
      throws URISyntaxException {
    DropoutClassificationModel model = load();
    assertThat(model.predict(Vectors.dense(features))).isEqualTo(expected);
    assertThat(model.predictRaw(Vectors.dense(features)).toArray())
        .containsExactly(logits, within(1e-5));
  }
}
