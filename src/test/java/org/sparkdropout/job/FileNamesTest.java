package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNamesTest {
  private static final String HERE = System.getProperty("user.dir");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/tmp/h\uFFFD\uFFFDuser/t.csv",
        "input.path=/data/\uFFFD\uFFFD\uFFFD",
        "train.labelCol=gr\uFFFD\uFFFD\uFFFD\uFFFDe"
      })
  void problem_argumentThatLostCharacters_saysTheEncodingAndTheLocaleToSet(String argument) {
    FileNames names = new FileNames(StandardCharsets.US_ASCII);
    assertThat(names.problem(List.of("--set", argument), HERE).orElseThrow())
        .startsWith("The arguments of a job must be text in the encoding of the locale, US-ASCII.")
        .contains("Found: " + argument, "LC_ALL=C.UTF-8");
    assertThat(names.problem(List.of("--set", "input.path=/data/t.csv"), HERE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/tmp/h??user", "/no/such/??n??", "/tmp/\uFFFD\uFFFD"})
  void problem_workingFolderThatIsNone_saysSo(String folder) {
    assertThat(new FileNames(StandardCharsets.US_ASCII).problem(List.of(), folder).orElseThrow())
        .startsWith("The name of the working folder must be text in the encoding")
        .contains("Found: " + folder);
  }

  @ParameterizedTest
  @CsvSource({
    "US-ASCII, /tmp/häuser/tabelle.csv",
    "US-ASCII, /données/*.parquet",
    "ISO-8859-1, /表/t.csv",
    "UTF-8, /tmp/h\uFFFD\uFFFDuser"
  })
  void check_nameThatTheEncodingHasNot_isRefused(Charset encoding, String path) {
    assertThatThrownBy(() -> new FileNames(encoding).check("input.path", path))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("input.path must name a file in characters")
        .hasMessageContaining("Provided: %s. Found: %s.".formatted(path, encoding));
  }

  @Test
  void check_nameThatTheEncodingHas_passes() {
    assertThatCode(() -> new FileNames(StandardCharsets.UTF_8).check("input.path", "/表/häuser"))
        .doesNotThrowAnyException();
    assertThatCode(() -> new FileNames(StandardCharsets.ISO_8859_1).check("input.path", "/häuser"))
        .doesNotThrowAnyException();
  }
}
