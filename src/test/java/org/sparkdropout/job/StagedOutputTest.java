package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StagedOutputTest {
  @TempDir private Path folder;

  private StagedOutput open(String name, String... more) {
    List<String> assignments =
        Stream.concat(Stream.of("output.path=" + folder.resolve(name)), Stream.of(more)).toList();
    return StagedOutput.open(Settings.read(Optional.empty(), assignments), new Configuration());
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private Path earlier(String mark) throws IOException {
    Path earlier = Files.createDirectory(folder.resolve("out"));
    Files.writeString(earlier.resolve(mark), "old");
    return earlier;
  }

  @Test
  void publish_newPath_holdsWhatWasWritten() throws IOException {
    try (StagedOutput output = open("out")) {
      OutputFiles.text(output, "metrics.json", "new");
      assertThat(folder.resolve("out")).doesNotExist();
      output.publish();
    }
    assertThat(names()).containsExactly("out");
    assertThat(folder.resolve("out/metrics.json")).hasContent("new");
  }

  @Test
  void close_notPublished_leavesNothing() throws IOException {
    try (StagedOutput output = open("out")) {
      OutputFiles.text(output, "metrics.json", "half");
      assertThat(names()).hasSize(1);
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void open_outputExists_errorAndNothingTouched() throws IOException {
    earlier("_spark-dropout");
    assertThatThrownBy(() -> open("out"))
        .isInstanceOf(SettingsException.class)
        .hasMessageMatching(
            "output\\.path must not exist\\. Provided: file:/.*/out\\. Set another, or"
                + " output\\.overwrite = true");
    assertThat(names()).containsExactly("out");
  }

  @Test
  void publish_overwrite_replacesTheOldOutputAtTheEnd() throws IOException {
    Path earlier = earlier("_spark-dropout");
    try (StagedOutput output = open("out", "output.overwrite=true")) {
      OutputFiles.text(output, "report.json", "new");
      assertThat(earlier.resolve("_spark-dropout")).hasContent("old");
      output.publish();
    }
    assertThat(names()).containsExactly("out");
    assertThat(earlier.resolve("_spark-dropout")).isEmptyFile();
    assertThat(earlier.resolve("report.json")).hasContent("new");
  }

  @Test
  void close_overwriteNotPublished_keepsTheOldOutput() throws IOException {
    Path earlier = earlier("_spark-dropout");
    open("out", "output.overwrite=true").close();
    assertThat(names()).containsExactly("out");
    assertThat(earlier.resolve("_spark-dropout")).hasContent("old");
  }

  /** A table that Spark wrote is not ours, although it has Spark's own mark. */
  @ParameterizedTest
  @ValueSource(strings = {"thesis.tex", "_SUCCESS", "metrics.json"})
  void open_overwriteOfAForeignFolder_isRefused(String file) throws IOException {
    Path foreign = earlier(file);
    assertThatThrownBy(() -> open("out", "output.overwrite=true"))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("output.overwrite replaces only what a job has written. ")
        .hasMessageContaining("/out does not hold the file _spark-dropout.");
    assertThat(foreign.resolve(file)).hasContent("old");
  }

  @ParameterizedTest
  @ValueSource(strings = {"out", "out/table.parquet"})
  void open_placeOfTheInput_isRefused(String input) throws IOException {
    earlier("_spark-dropout");
    Path read = folder.resolve(input);
    assertThatThrownBy(() -> open("out", "output.overwrite=true", "input.path=" + read))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("output.path must not hold input.path. Provided: file:/")
        .hasMessageEndingWith(". Set another");
  }

  /** A path below a file cannot be written by anyone, the superuser included. */
  @Test
  void open_notWritable_errorNamesPathAndReason() throws IOException {
    Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> open("file/out"))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(
            "output.path must be writable. Provided: " + folder.resolve("file/out"))
        .hasMessageEndingWith("Set it to a folder you may write to");
  }

  /** The kernel lets nobody make folders in /sys, the superuser included. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void open_noPermission_errorNamesPath() {
    String denied = "/sys/spark-dropout-test";
    assertThatThrownBy(() -> open(denied))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("output.path must be writable. Provided: " + denied)
        .hasMessageEndingWith("Set it to a folder you may write to");
  }
}
