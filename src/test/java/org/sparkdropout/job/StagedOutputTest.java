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
import org.junit.jupiter.api.io.TempDir;

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
    earlier("metrics.json");
    assertThatThrownBy(() -> open("out"))
        .isInstanceOf(SettingsException.class)
        .hasMessageMatching(
            "output\\.path must not exist\\. Provided: file:/.*/out\\. Set another, or"
                + " output\\.overwrite = true");
    assertThat(names()).containsExactly("out");
  }

  @Test
  void publish_overwrite_replacesTheOldOutputAtTheEnd() throws IOException {
    Path earlier = earlier("metrics.json");
    try (StagedOutput output = open("out", "output.overwrite=true")) {
      OutputFiles.text(output, "report.json", "new");
      assertThat(earlier.resolve("metrics.json")).hasContent("old");
      output.publish();
    }
    assertThat(names()).containsExactly("out");
    assertThat(earlier.resolve("metrics.json")).doesNotExist();
    assertThat(earlier.resolve("report.json")).hasContent("new");
  }

  @Test
  void close_overwriteNotPublished_keepsTheOldOutput() throws IOException {
    Path earlier = earlier("_SUCCESS");
    open("out", "output.overwrite=true").close();
    assertThat(names()).containsExactly("out");
    assertThat(earlier.resolve("_SUCCESS")).hasContent("old");
  }

  @Test
  void open_overwriteOfAForeignFolder_isRefused() throws IOException {
    Path foreign = earlier("thesis.tex");
    assertThatThrownBy(() -> open("out", "output.overwrite=true"))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("output.overwrite replaces only what a job has written. ")
        .hasMessageContaining("/out holds none of metrics.json, report.json, _SUCCESS.");
    assertThat(foreign.resolve("thesis.tex")).exists();
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
}
