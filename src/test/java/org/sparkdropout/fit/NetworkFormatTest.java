package org.sparkdropout.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkdropout.head.Decision;
import org.sparkdropout.ml.DropoutClassifier;
import org.sparkdropout.model.NetworkCodec;

/** Formats and engines are found by their services, and a file by what is in it. */
class NetworkFormatTest {
  private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n', 0};
  private static final byte[] ONNX = {8, 7, 18, 0};

  private static byte[] zip(String entry) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.closeEntry();
    }
    return bytes.toByteArray();
  }

  private static String format(byte[] bytes, String where) {
    return NetworkFormat.of(bytes, where).name();
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.h5", "model", "model.zip"})
  void of_aFile_goesByItsBytes(String where) throws IOException {
    assertThat(format(HDF5, where)).isEqualTo("keras");
    assertThat(format(zip("config.json"), where)).isEqualTo("keras");
    assertThat(format(zip("configuration.json"), where)).isEqualTo("dl4j");
    assertThat(format(ONNX, where)).isEqualTo("onnx");
  }

  /** Their readers say what is wrong with them. */
  @ParameterizedTest
  @CsvSource({"confs: [], dl4j", "'', dl4j", "PK, dl4j", "no model at all, dl4j"})
  void of_whatNoFormatRecognises_isForTheOneThatTakesTheRest(String text, String name) {
    assertThat(format(text.getBytes(StandardCharsets.UTF_8), "network.yaml")).isEqualTo(name);
    assertThat(format(text.getBytes(StandardCharsets.UTF_8), "network.onnx")).isEqualTo("onnx");
  }

  @Test
  void all_endsWithTheOnlyOneThatTakesTheRest() {
    assertThat(NetworkFormat.all())
        .extracting(NetworkFormat::takesTheRest)
        .containsExactly(false, false, true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"blas", "dl4j"})
  void engine_ofEachValueOfTheParam_isThere(String engine) {
    EngineFactory factory = EngineFactory.of(new DropoutClassifier().setEngine(engine));
    assertThat(factory.engine()).isEqualTo(engine);
  }

  @Test
  void all_engines_areOursAndTheServices() {
    assertThat(EngineFactory.all())
        .extracting(EngineFactory::engine)
        .containsExactly("blas", "dl4j");
  }

  @ParameterizedTest
  @ValueSource(strings = {"torch", "", "DL4J"})
  void codec_ofAnEngineThatIsUnknown_saysWhichAreKnown(String engine) {
    assertThatThrownBy(() -> NetworkCodec.of(engine))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("engine is %s, not one of [dl4j]", engine);
  }

  @Test
  void codec_fieldMissing_isRefused() {
    assertThatThrownBy(
            () ->
                NetworkCodec.of("dl4j")
                    .read(
                        JsonNodeFactory.instance.objectNode().put("inputs", 3),
                        3,
                        Decision.of(Optional.empty())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("configuration");
  }
}
