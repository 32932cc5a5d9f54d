package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputPlaceTest {
  @TempDir private Path folder;

  @BeforeEach
  void outputs() throws IOException {
    folder = folder.toRealPath();
    for (String name : List.of("out/g-a", "out/g-b", "out/model", "elsewhere", "table/x=1")) {
      Files.createDirectories(folder.resolve(name));
      Files.createFile(folder.resolve(name).resolve("_spark-dropout"));
    }
    Files.writeString(folder.resolve("out/network.json"), "{}");
    Files.writeString(folder.resolve("out/columns.ddl"), "a INT");
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("out"));
    Files.createSymbolicLink(folder.resolve("elsewhere/in"), folder.resolve("out/model"));
  }

  private StagedOutput open(String... settings) {
    List<String> assignments =
        Stream.concat(Stream.of("output.overwrite=true"), Stream.of(settings))
            .map(text -> text.replace("@", folder + "/"))
            .toList();
    return StagedOutput.open(Settings.read(Optional.empty(), assignments), new Configuration());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "file:///", "//", "/tmp/.."})
  void of_root_isRefused(String root) {
    String[] settings =
        JobRun.set(JobRun.penguins(folder), "output.path=" + root, "output.overwrite=true");
    JobRun run = JobRun.of(new TrainJob(), settings);
    assertThat(run.err())
        .isEqualTo(
            "error: output.path must name a folder below the root of a file system. Provided: file:/."
                + " Add the name of a folder to it, such as file:/output");
    assertThat(run.code()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "out/g-a, input.path, @out/g-*",
    "out/g-b, input.path, '@o?t/{g-b,x}/*'",
    "out, input.testPath, @link/g-a",
    "link, input.path, @out/g-[ab]",
    "link/model, score.model, @out/model",
    "out/model, score.model, @elsewhere/in",
    "elsewhere/in, export.model, @link/model",
    "out, train.network, @out/network.json",
    "link, train.network, @elsewhere/../out/network.json",
    "out, input.schema, @link/columns.ddl",
    "out, checkpoint.path, @link/checkpoints"
  })
  void checkInputs_outputThatHoldsAnInput_isRefused(String output, String key, String input)
      throws IOException {
    assertThatThrownBy(() -> open("output.path=@" + output, "%s=\"%s\"".formatted(key, input)))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("output.path must not hold " + key + ". Provided: file:/");
    assertThat(folder.resolve("out/model/_spark-dropout")).exists();
    assertThat(folder).isDirectoryNotContaining(file -> file.toString().contains(".tmp-"));
  }

  @ParameterizedTest
  @CsvSource({
    "checkpoint.path, @table, input.path, @table",
    "checkpoint.path, @table/kept, input.path, @table",
    "summary.tensorboard, @table/events, input.path, @table",
    "checkpoint.path, @link/model/kept, input.testPath, @out/m*",
    "output.path, @table/x=2, input.path, @table",
    "output.path, @elsewhere/in/new, input.testPath, @out/*"
  })
  void checkInputs_partOfTheTable_isRefused(String key, String place, String table, String given) {
    assertThatThrownBy(
            () -> open("output.path=@new", key + "=" + place, "%s=\"%s\"".formatted(table, given)))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(key + " must lie outside the table of " + table + ", to which")
        .hasMessageEndingWith(". Set another");
  }

  /** Events are written while the job runs, and its output appears at the end. */
  @ParameterizedTest
  @CsvSource({"@new, @new", "@new, @new/a/events", "@out, @link/events"})
  void checkInputs_eventsInTheOutput_areRefused(String output, String events) {
    assertThatThrownBy(() -> open("output.path=" + output, "summary.tensorboard=" + events))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(
            "summary.tensorboard must lie outside output.path, which appears when the job ends. Provided: file:/")
        .hasMessageEndingWith(". Set another");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "input.path=@table",
        "input.path=\"@out/g-*\"",
        "input.schema=\"out INT, s STRUCT<a: INT>\"",
        "train.network=\"{\\\"a\\\": 1}\"",
        "checkpoint.path=@new-checkpoints"
      })
  void checkInputs_apart_isAllowed(String setting) {
    assertThatCode(() -> open("output.path=@new", setting).close()).doesNotThrowAnyException();
    assertThatCode(() -> open("output.path=@table/_scored", setting).close())
        .doesNotThrowAnyException();
  }

  /** What the link leads to is replaced, and the link stays. */
  @ParameterizedTest
  @ValueSource(strings = {"out/model", "not-there", "deep/not-there"})
  void publish_throughALink_keepsTheLink(String target) throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("latest"), folder.resolve(target));
    try (StagedOutput output = open("output.path=@latest")) {
      OutputFiles.text(output, "report.json", "new");
      output.publish();
      assertThat(output.place()).hasToString("file:" + link);
    }
    assertThat(link).isSymbolicLink();
    assertThat(folder.resolve(target).resolve("report.json")).hasContent("new");
  }

  @Test
  void train_withCheckpointsInItsTable_isRefused() throws IOException {
    BatchCase files = new BatchCase(folder);
    files.write("rows/part.csv", "a,label", "1,0", "2,1", "3,0", "4,1");
    List<String> settings =
        BatchCase.training(folder.resolve("rows"), "label", folder.resolve("new"));
    JobRun run =
        JobRun.of(
            new TrainJob(), JobRun.set(settings, "checkpoint.path=" + folder.resolve("rows/kept")));
    assertThat(run.err()).startsWith("error: checkpoint.path must lie outside the table of input.");
    assertThat(run.code()).isEqualTo(2);
    assertThat(folder.resolve("rows/kept")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "output.path, @out/model/scored, ''",
    "output.path, @elsewhere/in/a/b, ''",
    "output.path, @elsewhere/new, ''",
    "checkpoint.path, @out/g-a/checkpoints, @free",
    "checkpoint.path, @link/model/c, @free"
  })
  void checkInputs_insideAnOutputOfAnotherJob_isRefused(String key, String path, String output) {
    assertThatThrownBy(
            () ->
                open(
                    key + "=" + path,
                    output.isEmpty() ? key + "=" + path : "output.path=" + output))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(
            key
                + " must lie outside the outputs of other jobs, which a job that overwrites them"
                + " replaces whole. Provided: file:/")
        .hasMessageEndingWith(". Set another");
  }

  /** A job that would replace an output, with its other settings in a file. */
  private StagedOutput replace(String output, Path config) {
    List<String> assignments =
        List.of("output.path=" + folder.resolve(output), "output.overwrite=true");
    return StagedOutput.open(Settings.read(Optional.of(config), assignments), new Configuration());
  }

  @ParameterizedTest
  @ValueSource(strings = {"out", "out/g-a", "link"})
  void checkInputs_outputThatHoldsTheFileOfItsSettings_isRefused(String output) throws IOException {
    Path config = folder.resolve("out/g-a/job.conf");
    Files.writeString(config, "train.maxIter = 3");
    assertThatThrownBy(() -> replace(output, config))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("output.path must not hold --config. Provided: file:/");
    assertThat(config).exists();
  }

  /** Names that URIs write in another way. */
  @ParameterizedTest
  @ValueSource(
      strings = {"my job.conf", "größe.conf", "50%20.conf", "it's [a] {b}.conf", "#1?.conf"})
  void checkInputs_outputThatHoldsAFileOfAnUnusualName_isRefused(String name) throws IOException {
    Path config = folder.resolve("out/g-a").resolve(name);
    Files.writeString(config, "train.maxIter = 3");
    assertThatThrownBy(() -> replace("out/g-a", config))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("output.path must not hold --config. Provided: file:/")
        .hasMessageContaining(name);
  }

  @Test
  void checkInputs_outputThatHoldsAnIncludedFile_isRefused() throws IOException {
    Files.writeString(folder.resolve("out/model/shared.conf"), "train.maxIter = 3");
    Path config = folder.resolve("job.conf");
    Files.writeString(config, "include \"out/model/shared.conf\"");
    assertThatThrownBy(() -> replace("out/model", config))
        .hasMessageStartingWith("output.path must not hold --config. Provided: file:/")
        .hasMessageContaining("shared.conf");
  }
}
