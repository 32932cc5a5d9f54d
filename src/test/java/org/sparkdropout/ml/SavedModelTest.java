package org.sparkdropout.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparkdropout.model.ModelFormatException;
import org.sparkdropout.testing.SparkTest;

@SparkTest
class SavedModelTest {
  private static DropoutClassificationModel fitted;

  @TempDir private Path parent;
  private Path folder;

  @BeforeEach
  void save(SparkSession spark) throws IOException {
    if (fitted == null) {
      fitted =
          Blobs.classifier()
              .setValidationFraction(0.2)
              .setHandleInvalid("keep")
              .fit(Blobs.easy(spark, 100));
      fitted.setThresholds(new double[] {0.5, 0.4, 0.3});
    }
    folder = parent.resolve("model");
    fitted.write().save(folder.toUri().toString());
  }

  private DropoutClassificationModel load() {
    return DropoutClassificationModel.load(folder.toUri().toString());
  }

  @Test
  void load_savedModel_isTheSame(SparkSession spark) {
    DropoutClassificationModel loaded = load();
    assertThat(loaded.uid()).isEqualTo(fitted.uid());
    assertThat(loaded.weightsDigest()).isEqualTo(fitted.weightsDigest());
    assertThat(loaded.exportedNetwork()).hasToString(fitted.exportedNetwork().toString());
    assertThat(loaded.summary()).isEqualTo(fitted.summary());
    assertThat(loaded.provenance()).isEqualTo(fitted.provenance());
    assertThat(loaded.getThresholds()).containsExactly(0.5, 0.4, 0.3);
    assertThat(loaded.getHandleInvalid()).isEqualTo("keep");
    assertThat(loaded.transform(Blobs.hard(spark, 60)).collectAsList())
        .isEqualTo(fitted.transform(Blobs.hard(spark, 60)).collectAsList());
  }

  @Test
  void load_plainPath_isTheSame() {
    assertThat(DropoutClassificationModel.read().load(folder.toString()).weightsDigest())
        .isEqualTo(fitted.weightsDigest());
  }

  @Test
  void copy_ofAModel_isTheSame() {
    DropoutClassificationModel copy =
        fitted.copy(new ParamMap().put(fitted.scoringBatchSize().w(5)));
    assertThat(copy.uid()).isEqualTo(fitted.uid());
    assertThat(copy.weightsDigest()).isEqualTo(fitted.weightsDigest());
    assertThat(copy.summary()).isEqualTo(fitted.summary());
    assertThat(copy.getScoringBatchSize()).isEqualTo(5);
    assertThat(fitted.getScoringBatchSize()).isEqualTo(1024);
    assertThat(copy.parent()).isEqualTo(fitted.parent());
  }

  @Test
  void save_onExisting_isRefusedUnlessOverwritten() throws IOException {
    String place = folder.toUri().toString();
    assertThatThrownBy(() -> fitted.write().save(place))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("already exists");
    fitted.write().overwrite().save(place);
    assertThat(load().weightsDigest()).isEqualTo(fitted.weightsDigest());
  }

  @Test
  void load_noFolder_isRefused() {
    assertThatThrownBy(() -> DropoutClassificationModel.load(folder + "-x"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage("A model folder must exist. Provided: %s-x. Check the path".formatted(folder));
  }

  @Test
  void load_folderOfSomethingElse_isRefused() throws IOException {
    Files.delete(folder.resolve("network.json"));
    assertRefused(
        "A model folder must hold network.json. file:%s does not: it is no model of Spark Dropout,"
            + " or saving it did not finish. Save the model again, or name the folder of another");
  }

  @Test
  void load_otherJson_isRefused() throws IOException {
    edit("network.json", "spark-dropout-model", "something-else");
    assertRefused(
        "A model's format must be spark-dropout-model. file:%s/network.json says:"
            + " \"something-else\". Name the folder of a Spark Dropout model");
  }

  @Test
  void load_newerVersion_isRefused() throws IOException {
    edit("network.json", "\"version\" : 1", "\"version\" : 4");
    assertRefused(
        "A model's format version must be at most 3. file:%s/network.json has version 4: read it"
            + " with a newer Spark Dropout");
  }

  @Test
  void load_versionZero_isRefused() throws IOException {
    edit("network.json", "\"version\" : 1", "\"version\" : 0");
    assertRefused(
        "A model's format version must be at least 1. file:%s/network.json has version 0: copy or"
            + " save the model again");
  }

  @Test
  void load_truncatedWeights_isRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve("weights.bin"));
    write("weights.bin", java.util.Arrays.copyOf(bytes, 100));
    assertRefused(
        "file:%s/weights.bin must have 524 bytes. It has 100: the file is truncated or not the"
            + " model's. Copy or save the model again");
  }

  @Test
  void load_changedWeights_isRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve("weights.bin"));
    bytes[40] ^= 1;
    write("weights.bin", bytes);
    assertThatThrownBy(this::load)
        .isInstanceOf(ModelFormatException.class)
        .hasMessageMatching(
            "file:.*/weights.bin must have the SHA-256 [0-9a-f]{64}. It has [0-9a-f]{64}: the file"
                + " has changed since it was saved. Copy or save the model again");
  }

  @Test
  void load_changedWeightsBesideHadoopsChecksum_isRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve("weights.bin"));
    bytes[40] ^= 1;
    Files.write(folder.resolve("weights.bin"), bytes);
    assertThatThrownBy(this::load)
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("weights.bin")
        .hasMessageContaining("has changed since it was saved");
  }

  @Test
  void load_hugeTopology_isRefusedBeforeMemoryIsTaken() throws IOException {
    edit("network.json", "\"inputs\" : 4", "\"inputs\" : 100000000");
    assertRefused(
        "file:%s/network.json must state 6400000268 bytes for weights.bin, as its network is"
            + " 100000000-16-3 relu. It states 524. Copy or save the model again");
  }

  @Test
  void load_impossibleTopology_isRefused() throws IOException {
    edit("network.json", "\"classes\" : 3", "\"classes\" : 1");
    assertRefused(
        "file:%s/network.json must be as the model format says. It is not: classes must be at"
            + " least 2. Provided value: 1. Copy or save the model again");
  }

  @Test
  void load_cutJson_isRefused() throws IOException {
    write("network.json", "{\"format\"".getBytes(StandardCharsets.UTF_8));
    assertRefused(
        "file:%s/network.json must be as the model format says. It is not: not JSON. Copy or save"
            + " the model again");
  }

  @Test
  void load_missingField_isRefused() throws IOException {
    edit("network.json", "\"activation\"", "\"activating\"");
    assertRefused(
        "file:%s/network.json must be as the model format says. It is not: field activation is"
            + " null. Copy or save the model again");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [ 0.0, 0.2 ] | [ 0.0 ]      | field rates is [0.0], not an array of 2 numbers
          [ 0.0, 0.2 ] | [ 0, 0, 0 ]  | field rates is [0,0,0], not an array of 2 numbers
          [ 0.0, 0.2 ] | [ 0.0, "a" ] | field rates is [0.0,"a"], not an array of 2 numbers
          [ 0.0, 0.2 ] | {"a" : 1}    | field rates is {"a":1}, not an array of 2 numbers
          [ 0.0, 0.2 ] | [ 0.0, 1.0 ] | hiddenDropout must be in [0, 1). Provided value: 1.0
          [ 0.0, 0.2 ] | [ -1, 0.0 ]  | inputDropout must be in [0, 1). Provided value: -1.0
          "classic"    | "strange"    | field kind is strange, not one of [classic, inverted, gaussian]
          "sharing"    | "shares"     | field sharing is null
          """)
  void load_wrongDropout_isRefused(String from, String to, String why) throws IOException {
    edit("network.json", from, to);
    assertRefused(
        "file:%s/network.json must be as the model format says. It is not: "
            + why
            + ". Copy or save the model again");
  }

  @Test
  void load_missingSummary_isRefused() throws IOException {
    Files.delete(folder.resolve("summary.json"));
    assertRefused(
        "A model folder must hold summary.json. file:%s does not: it is no model of Spark Dropout,"
            + " or saving it did not finish. Save the model again, or name the folder of another");
  }

  @Test
  void load_withoutSparksMetadata_isRefused() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("metadata"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder.resolve("metadata"));
    assertThatThrownBy(this::load)
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith(
            "A model folder must hold Spark's metadata of a DropoutClassificationModel.");
  }

  private void assertRefused(String message) {
    assertThatThrownBy(this::load)
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(message.formatted(folder));
  }

  private void edit(String name, String from, String to) throws IOException {
    String text = Files.readString(folder.resolve(name));
    assertThat(text).contains(from);
    write(name, text.replace(from, to).getBytes(StandardCharsets.UTF_8));
  }

  /** Replaces a file, without the checksum that Hadoop keeps beside it. */
  private void write(String name, byte[] bytes) throws IOException {
    Files.deleteIfExists(folder.resolve("." + name + ".crc"));
    Files.write(folder.resolve(name), bytes);
  }
}
