package org.sparkdropout.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.sparkdropout.ml.DropoutClassificationModel;
import org.sparkdropout.onnx.OnnxSession;
import org.sparkdropout.testing.SparkTest;

/**
 * An ONNX file with Dropout nodes that was exported from the model of format version 1 must come
 * back in and answer as it did, for ever.
 */
@SparkTest
class GoldenOnnxTest {
  private static final double[] LOGITS = {
    3.5064637660980225, -3.225924491882324, 1.3772552013397217
  };

  private static Path file() throws URISyntaxException {
    return Path.of(GoldenOnnxTest.class.getResource("network-v1.onnx").toURI());
  }

  @Test
  void fromOnnx_isTheModelOfVersionOne(SparkSession spark) throws URISyntaxException {
    assertThat(spark.version()).isNotEmpty();
    DropoutClassificationModel model = DropoutClassificationModel.fromOnnx(file().toString());
    assertThat(model.uid()).isEqualTo("dropout_30031b6451eb");
    assertThat(model.weightsDigest())
        .isEqualTo("502338edce09e7a49dc27a8ae1080af8c42a7a8161924e1dbaffcd7e31de6cd7");
    assertThat(model.exportedNetwork()).hasToString("4-6-5-3 relu");
    assertThat(model.summary().history()).hasSize(5);
    assertThat(model.getThresholds()).containsExactly(0.5, 0.4, 0.3);
    assertThat(model.predictRaw(Vectors.dense(2, 0, 0, 1)).toArray())
        .containsExactly(LOGITS, within(1e-5));
  }

  @Test
  void run_givesWhatItGave() throws IOException, URISyntaxException {
    try (OnnxSession session = OnnxSession.open(Files.readAllBytes(file()))) {
      Map<String, Object> answer = session.run(Map.of("features", new float[][] {{2, 0, 0, 1}}));
      float[] logits = ((float[][]) answer.get("rawPrediction"))[0];
      for (int c = 0; c < LOGITS.length; c++) {
        assertThat((double) logits[c]).isCloseTo(LOGITS[c], within(1e-5));
      }
      assertThat((long[]) answer.get("prediction")).containsExactly(0);
    }
  }
}
