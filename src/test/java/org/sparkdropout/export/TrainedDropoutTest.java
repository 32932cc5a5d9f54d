package org.sparkdropout.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.ml.DropoutClassificationModel;
import org.sparkdropout.ml.DropoutClassifier;
import org.sparkdropout.testing.DropoutNodes;
import org.sparkdropout.testing.SparkTest;

/** Shared masks drop whole units: what a model states is the rate it was trained with. */
@SparkTest
class TrainedDropoutTest {
  private static final float FIVE_OF_ELEVEN = (float) (5 / 11.0);

  @TempDir private Path folder;

  private static DropoutClassifier ofEleven(String sharing) {
    return Models.classifier()
        .setHiddenLayers(11)
        .setHiddenDropout(0.5)
        .setMaskSharing(sharing)
        .setMaxIter(1);
  }

  private List<Float> exported(DropoutClassificationModel model) throws IOException {
    Path file = folder.resolve("model-training.onnx");
    ModelExport.onnxForTraining(model).sampleRows(5).overwrite().save(file.toString());
    return DropoutNodes.rates(file);
  }

  /** Retain x units is rounded: 6 of 11, 4 of 7 and 2 of 3, and 1 of 2 where nearly all drop. */
  @ParameterizedTest
  @CsvSource({
    "batch, 11, 0.5, 5/11", "round, 11, 0.5, 5/11", "example, 11, 0.5, 5.5/11",
    "batch, 7 3, 0.4 0.3, 3/7 1/3", "round, 7 3, 0.4 0.3, 3/7 1/3", "round, 2, 0.9, 1/2"
  })
  void onnxForTraining_statesTheRatesOfTraining(
      String sharing, String units, String asked, String trained, SparkSession spark)
      throws IOException {
    DropoutClassificationModel model =
        ofEleven(sharing)
            .setHiddenLayers(
                List.of(units.split(" ")).stream().mapToInt(Integer::parseInt).toArray())
            .setHiddenDropout(
                List.of(asked.split(" ")).stream().mapToDouble(Double::parseDouble).toArray())
            .fit(Models.table(spark, 60));
    List<Float> rates = exported(model);
    assertThat(rates.get(0)).isEqualTo(0.2f);
    assertThat(rates.subList(1, rates.size())).isEqualTo(fractions(trained));
  }

  private static List<Float> fractions(String text) {
    return List.of(text.split(" ")).stream()
        .map(fraction -> fraction.split("/"))
        .map(parts -> (float) (Double.parseDouble(parts[0]) / Double.parseDouble(parts[1])))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"classic, batch", "inverted, round", "gaussian, example"})
  void trainedDropout_comesBackFromFiles(String kind, String sharing, SparkSession spark)
      throws IOException {
    DropoutClassificationModel model =
        ofEleven(sharing).setDropoutKind(kind).fit(Models.table(spark, 60));
    Dropout trained = model.trainedDropout().orElseThrow();
    assertThat(trained.kind()).hasToString(kind.toUpperCase(java.util.Locale.ROOT));
    assertThat(trained.sharing()).hasToString(sharing.toUpperCase(java.util.Locale.ROOT));

    model.write().overwrite().save(folder.resolve("model").toString());
    assertSame(DropoutClassificationModel.load(folder.resolve("model").toString()), trained);
    String file = folder.resolve("model.onnx").toString();
    ModelExport.onnx(model).sampleRows(5).save(file);
    assertSame(DropoutClassificationModel.fromOnnx(file), trained);
  }

  private static void assertSame(DropoutClassificationModel read, Dropout trained) {
    assertThat(read.inferenceNetwork().orElseThrow().dropout())
        .get()
        .usingRecursiveComparison()
        .isEqualTo(trained);
  }

  @Test
  void paramsThatAreSetLater_changeNothing(SparkSession spark) throws IOException {
    DropoutClassificationModel model = ofEleven("batch").fit(Models.table(spark, 60));
    model.set(model.inputDropout(), 0.9);
    model.set(model.hiddenDropout(), new double[] {0.9});
    model.set(model.maskSharing(), "example");
    model.set(model.dropoutKind(), "gaussian");
    assertThat(exported(model)).containsExactly(0.2f, FIVE_OF_ELEVEN);
    assertThat(model.copy(new org.apache.spark.ml.param.ParamMap()).trainedDropout())
        .hasValueSatisfying(trained -> assertThat(trained.kind()).isEqualTo(Dropout.Kind.CLASSIC));
  }

  /** Its params are known, and what they make is rounded as in training. */
  @ParameterizedTest
  @CsvSource({"batch, 5/11", "round, 5/11", "example, 1/2"})
  void modelSavedBeforeItWasKept_followsFromItsParams(
      String sharing, String rate, SparkSession spark) throws IOException {
    String saved = folder.resolve("model").toString();
    ofEleven(sharing).fit(Models.table(spark, 60)).write().save(saved);
    Path json = Path.of(saved, "network.json");
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode root = (ObjectNode) mapper.readTree(json.toFile());
    assertThat(((ObjectNode) root.get("network")).remove("dropout")).isNotNull();
    Files.delete(Path.of(saved, ".network.json.crc"));
    mapper.writeValue(json.toFile(), root);
    DropoutClassificationModel model = DropoutClassificationModel.load(saved);
    assertThat(model.inferenceNetwork().orElseThrow().dropout()).isEmpty();
    assertThat(exported(model)).containsExactly(0.2f, fractions(rate).get(0));
  }
}
