package org.sparkdropout.keras;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are refused, and what is said of them. */
class WrongKerasFilesTest {
  @TempDir Path folder;

  private static void assertRefused(String name, String message) {
    assertThatThrownBy(() -> KerasSamples.read(name))
        .isInstanceOf(KerasFormatException.class)
        .hasMessage(KerasSamples.path(name) + ": " + message);
  }

  private void assertRefused(byte[] content, String start) throws IOException {
    Path file = Files.write(folder.resolve("model.h5"), content);
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file.toUri());
    assertThatThrownBy(() -> KerasFile.read(path, new Configuration()))
        .isInstanceOf(KerasFormatException.class)
        .hasMessageStartingWith(path + ": " + start);
  }

  @Test
  void textFile_isNeitherFormat() throws IOException {
    assertRefused(
        "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8),
        "A Keras model must be an HDF5 or .keras file. This is neither: save it by"
            + " model.save('name.h5')");
  }

  /** Cut anywhere, from the signature alone to a byte less than the whole. */
  @Test
  void cutFile_isRefused() throws IOException {
    byte[] whole =
        Files.readAllBytes(Path.of(KerasSamples.path("keras3/dense.h5").toUri().getPath()));
    for (int kept : new int[] {8, 48, 96, 800, whole.length / 4, whole.length / 2}) {
      assertRefused(Arrays.copyOf(whole, kept), "The file must be whole HDF5. It is not: ");
    }
  }

  @Test
  void cutZip_isRefused() throws IOException {
    byte[] whole =
        Files.readAllBytes(Path.of(KerasSamples.path("keras3/dense.keras").toUri().getPath()));
    for (int kept : new int[] {300, whole.length / 4, whole.length / 2}) {
      assertRefused(Arrays.copyOf(whole, kept), "The file must ");
    }
  }

  @Test
  void zipOfSomethingElse_isRefused() throws IOException {
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("table.csv"));
    }
    assertRefused(
        bytes.toByteArray(),
        "The file must hold a Keras model, saved by model.save('name.keras') of Keras 3. It is a"
            + " zip of something else: it holds [table.csv]");
  }

  @Test
  void missingFile_isNamed() {
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(folder.toUri() + "none.h5");
    assertThatThrownBy(() -> KerasFile.read(path, new Configuration()))
        .isInstanceOf(java.io.FileNotFoundException.class)
        .hasMessageContaining("none.h5");
  }

  @Test
  void hdf5OfSomethingElse_isRefused() {
    assertRefused(
        "keras3/table.h5",
        "The file must hold a Keras model, saved by model.save('name.h5'). It is HDF5 of something"
            + " else: it has no attribute model_config");
  }

  @ParameterizedTest
  @ValueSource(strings = {"keras2/weightsOnly.h5", "keras3/weightsOnly.h5"})
  void weightsAlone_areRefused(String name) {
    assertRefused(
        name,
        "The file must hold a model with its weights. It holds weights alone: save it by"
            + " model.save, not by model.save_weights");
  }

  @ParameterizedTest
  @ValueSource(strings = {"keras3/branched.h5", "keras3/branched.keras"})
  void modelWithBranches_isRefused(String name) {
    assertThatThrownBy(() -> KerasSamples.read(name))
        .isInstanceOf(KerasFormatException.class)
        .hasMessageContaining(
            "A Functional model must be one chain, in which each layer takes what the one before"
                + " gives. Of this one Add 'sum' takes [first, input_layer")
        .hasMessageEndingWith("Only chains come in: save one without branches");
  }

  @ParameterizedTest
  @ValueSource(strings = {"keras3/always.h5", "keras3/always.keras"})
  void dropoutInPredictions_isRefused(String name) {
    assertRefused(
        name,
        "A layer must not be called with training=True. Dropout 'always' is, and so computes as in training in"
            + " predictions too. Build the model without it");
  }

  @Test
  void loraInHdf5_isRefused() {
    assertRefused(
        "keras3/lora.h5",
        "Dense 'hidden' must have the weights [kernel, bias] alone. The file also has"
            + " [lora_kernel_a, lora_kernel_b], which change what it predicts: save the model as"
            + " .keras with Keras 3, which adds them to the kernel");
  }

  @ParameterizedTest
  @CsvSource({"int8.h5, int8", "int8.keras, int8", "float8.keras, float8"})
  void quantisedLayers_areRefused(String name, String mode) {
    assertRefused(
        "keras3/" + name,
        "Layers must not be quantised. Dense 'hidden' is, by %s. Save the model as it was before"
                .formatted(mode)
            + " model.quantize");
  }

  @ParameterizedTest
  @ValueSource(strings = {"keras3/registered.h5", "keras3/registered.keras"})
  void subclassOfALayer_isRefused(String name) {
    assertRefused(
        name,
        "Every class must be one of Keras itself. %s 'hidden' is of mine>Dense, which may compute"
                .formatted(name.endsWith(".h5") ? "mine>Dense" : "Dense")
            + " something else. Put its weights into a layer of Keras, and save the model again");
  }

  @Test
  void functionForAnActivation_isRefused() {
    assertThatThrownBy(() -> KerasSamples.read("keras3/registeredFunction.keras"))
        .isInstanceOf(KerasFormatException.class)
        .hasMessageEndingWith("Provided: the function mine>relu of Dense 'hidden'");
  }

  @Test
  void unsupportedLayer_isNamedWithThoseThatAre() {
    assertRefused(
        "keras3/recurrent.h5",
        "Layers must be of Activation, ActivityRegularization, AlphaDropout, AveragePooling2D,"
            + " BatchNormalization, Conv2D, Dense, Dropout, ELU, Flatten, GaussianDropout,"
            + " GaussianNoise, GlobalAveragePooling2D, GlobalMaxPooling2D, Identity, LeakyReLU,"
            + " MaxPooling2D, Normalization, ReLU, Rescaling, Reshape, Softmax, SpatialDropout2D,"
            + " ZeroPadding2D. Provided: LSTM 'lstm'");
  }

  @Test
  void denseOnAnImage_isRefused() {
    assertRefused(
        "keras3/unflattened.h5",
        "Dense must follow Flatten or a global pooling. Provided: Dense 'output' on 3"
            + " dimensions");
  }

  @Test
  void channelsFirst_isRefused() {
    assertRefused(
        "keras3/channelsFirst.h5",
        "Images must be channels_last. Provided: channels_first of Conv2D 'first'");
  }

  @Test
  void noiseShape_isRefused() {
    assertRefused(
        "keras3/noiseShape.h5",
        "A dropout layer must have a mask for every unit, or be SpatialDropout2D. Provided:"
            + " noise_shape of Dropout 'channels'");
  }

  @Test
  void weightsThatAreNoNumbers_areRefused() {
    assertRefused(
        "keras3/nan.h5",
        "Weights must be finite. kernel of Dense 'hidden' has 1 of 12 that are not: the model"
            + " diverged in training. Train it again with a lower learning rate, and save it");
  }
}
