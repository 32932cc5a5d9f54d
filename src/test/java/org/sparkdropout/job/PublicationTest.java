package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens to an output whose place is not what it was. */
class PublicationTest {
  @TempDir private Path folder;
  private Path out;

  @BeforeEach
  void place() throws IOException {
    folder = folder.toRealPath();
    out = folder.resolve("out");
  }

  /** What somebody does at the place while a job runs. */
  private enum Deed {
    FOLDER("notes"),
    OUTPUT_OF_A_JOB("_spark-dropout"),
    EMPTY_FOLDER(null),
    FILE(null) {
      @Override
      void at(Path place) throws IOException {
        Files.writeString(place, "theirs");
      }
    },
    LINK("notes") {
      @Override
      void at(Path place) throws IOException {
        Path target = Files.createDirectory(place.resolveSibling("target"));
        super.at(target.resolve("inner"));
        Files.createSymbolicLink(place, target);
      }
    };

    private final String file;

    Deed(String file) {
      this.file = file;
    }

    void at(Path place) throws IOException {
      Files.createDirectories(place);
      if (file != null) {
        Files.writeString(place.resolve(file), "theirs");
      }
    }
  }

  private StagedOutput open(String... more) {
    List<String> settings =
        Stream.concat(Stream.of("output.path=" + out), Stream.of(more)).toList();
    return StagedOutput.open(Settings.read(Optional.empty(), settings), new Configuration());
  }

  private void refused(StagedOutput output) throws IOException {
    OutputFiles.text(output, "report.json", "new");
    List<String> theirs = tree();
    assertThatThrownBy(output::publish)
        .isInstanceOf(OutputException.class)
        .hasMessageStartingWith(
            "output.path must stay as it is until the job ends. Provided: file:" + out + " (")
        .hasMessageContaining("). The output is finished and stands at file:" + kept())
        .hasMessageEndingWith(". Move it from there to where you want it");
    output.close();
    assertThat(tree()).containsExactlyElementsOf(theirs);
    assertThat(kept().resolve("report.json")).hasContent("new");
    assertThat(kept().resolve("_spark-dropout")).isEmptyFile();
  }

  private Path kept() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().contains("out.finished-"))
          .findAny()
          .orElseThrow();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** All but what the job writes. */
  private List<String> tree() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .map(file -> folder.relativize(file).toString())
          .filter(file -> !file.matches("(out\\.(tmp|finished)-|\\.out\\.(tmp-|lock)).*"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @EnumSource
  void publish_somethingHasCome_isKeptBeside(Deed deed) throws IOException {
    StagedOutput output = open();
    deed.at(out);
    refused(output);
  }

  @ParameterizedTest
  @EnumSource
  void publish_theEarlierOutputHasBeenReplaced_isKeptBeside(Deed deed) throws IOException {
    Files.createDirectory(out);
    Path mark = Files.createFile(out.resolve("_spark-dropout"));
    Files.setLastModifiedTime(mark, java.nio.file.attribute.FileTime.fromMillis(1_000_000));
    StagedOutput output = open("output.overwrite=true");
    FileUtils.deleteDirectory(out.toFile());
    deed.at(out);
    refused(output);
  }

  @Test
  void publish_theEmptyFolderHasBeenFilled_isKeptBeside() throws IOException {
    Files.createDirectory(out);
    StagedOutput output = open("output.overwrite=true");
    Deed.FOLDER.at(out);
    refused(output);
  }

  @Test
  void publish_theEarlierOutputIsGone_isKeptBeside() throws IOException {
    Deed.OUTPUT_OF_A_JOB.at(out);
    StagedOutput output = open("output.overwrite=true");
    FileUtils.deleteDirectory(out.toFile());
    refused(output);
  }

  @Test
  void publish_aLinkOnTheWayHasChanged_isKeptBesideTheOldPlace() throws IOException {
    Path link = folder.resolve("link");
    Files.createSymbolicLink(link, out);
    try (StagedOutput output = open("output.path=" + link)) {
      Files.delete(link);
      Files.createSymbolicLink(link, folder.resolve("other"));
      assertThatThrownBy(output::publish)
          .isInstanceOf(OutputException.class)
          .hasMessageContaining("a link in it has changed")
          .hasMessageContaining("stands at file:" + kept());
    }
  }

  /** Through the door: the other folder comes while Spark reads the table. */
  @Test
  void train_placeTakenWhileItRan_saysWhereTheOutputIs() throws IOException {
    BatchCase files = new BatchCase(folder);
    Path table = files.write("t.csv", "a,label", "1,0", "2,1", "3,0", "4,1");
    String[] settings = JobRun.set(BatchCase.training(table, "label", out));
    JobRun run = whileStaged(() -> JobRun.of(new TrainJob(), settings));
    assertThat(run.err()).startsWith("error: output.path must stay as it is until the job ends.");
    assertThat(run.err()).contains("stands at file:" + kept());
    assertThat(run.code()).isEqualTo(1);
    assertThat(out.resolve("notes")).hasContent("theirs");
    assertThat(kept().resolve("model/metadata")).isDirectory();
  }

  private JobRun whileStaged(java.util.function.Supplier<JobRun> job) {
    Thread other =
        new Thread(
            () -> {
              try {
                while (tmp().isEmpty()) {
                  Thread.sleep(2);
                }
                Deed.FOLDER.at(out);
              } catch (IOException | InterruptedException failure) {
                throw new IllegalStateException(failure);
              }
            });
    other.setDaemon(true);
    other.start();
    return job.get();
  }

  private Optional<Path> tmp() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().contains("out.tmp-")).findAny();
    }
  }
}
