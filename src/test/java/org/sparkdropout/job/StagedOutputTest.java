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
      assertThat(names()).hasSize(2).anyMatch(name -> name.matches("out\\.tmp-[0-9a-f]{8}"));
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

  @ParameterizedTest
  @ValueSource(strings = {"out", "./out", "x/../out", "link/out"})
  void open_whileAnotherJobWritesThere_isRefused(String name) throws IOException {
    Files.createSymbolicLink(folder.resolve("link"), folder);
    StagedOutput first = open("out");
    assertThatThrownBy(() -> open(name, "output.overwrite=true"))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(
            "output.path must be written by one job at a time. Provided: file:/")
        .hasMessageEndingWith(
            " (another run of this process has it). Wait until that job has ended, or set another");
    OutputFiles.text(first, "metrics.json", "first");
    first.publish();
    first.close();
    assertThat(names()).containsExactly("link", "out");
    assertThat(folder.resolve("out/metrics.json")).hasContent("first");
    open(name, "output.overwrite=true").close();
  }

  @Test
  void open_unfinishedOutputsOfKilledJobs_areDeleted() throws IOException {
    for (String name : List.of("out.tmp-0123abcd", "out.tmp-ffffffff")) {
      Files.writeString(Files.createDirectory(folder.resolve(name)).resolve("part-0"), "half");
    }
    List<String> others =
        List.of("other.tmp-0123abcd", "out.finished-0123abcd", "out.tmp-mine", "out.tmp-0123abcde");
    for (String name : others) {
      Files.createDirectory(folder.resolve(name));
    }
    open("out").close();
    assertThat(names()).containsExactlyInAnyOrderElementsOf(others);
  }

  /** Killed after it had moved the old output away, before the new one came in. */
  @Test
  void open_killedWhileReplacing_theOldOutputIsBack() throws IOException {
    Files.move(earlier("_spark-dropout"), folder.resolve("out.old-0123abcd"));
    Files.createDirectory(folder.resolve("out.tmp-0123abcd"));
    assertThatThrownBy(() -> open("out")).hasMessageStartingWith("output.path must not exist.");
    assertThat(names()).containsExactly("out");
    assertThat(folder.resolve("out/_spark-dropout")).hasContent("old");
  }

  /** Killed after the new output had come in, before the old one was deleted. */
  @Test
  void open_killedAfterReplacing_theOldOutputIsDeleted() throws IOException {
    Files.move(earlier("_spark-dropout"), folder.resolve("out.old-0123abcd"));
    earlier("_spark-dropout");
    open("out", "output.overwrite=true").close();
    assertThat(names()).containsExactly("out");
  }
}
