package org.sparkdropout.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.UnknownFieldSet;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparkdropout.train.EpochRecord;
import org.sparkdropout.train.Validation;

class TensorBoardHistoryTest {
  @TempDir private Path folder;

  private static EpochRecord epoch(int number, double loss) {
    return new EpochRecord(
        number, loss, 0.25, Optional.of(new Validation(2 * loss, 0.5)), 0.1, 1000, 2, 0.5);
  }

  private EventFolder events(String name) {
    return EventFolder.of(folder.toUri().toString(), new Configuration()).run(name);
  }

  private void write(String name, int resumedAfter, int from, int to, double loss) {
    try (TensorBoardHistory history =
        new TensorBoardHistory(events(name), Map.of("maxIter", "3", "optimizer", "sgd"))) {
      if (resumedAfter > 0) {
        history.resumed(done(resumedAfter, loss), 0);
      }
      for (int number = from; number <= to; number++) {
        history.epochFinished(epoch(number, loss));
      }
    }
  }

  private static List<EpochRecord> done(int epochs, double loss) {
    List<EpochRecord> done = new ArrayList<>();
    for (int number = 1; number <= epochs; number++) {
      done.add(epoch(number, loss));
    }
    return done;
  }

  private Map<String, Map<Long, Float>> scalars(String name) throws IOException {
    return EventFiles.scalars(folder.resolve(name));
  }

  @Test
  void epochs_areScalarsAtTheStepsOfTheirNumbers() throws IOException {
    write("a/run", 0, 1, 2, 0.75);
    assertThat(scalars("a/run"))
        .containsOnlyKeys(
            "loss/train",
            "error/train",
            "loss/validation",
            "error/validation",
            "learningRate",
            "samplesPerSecond",
            "time/stepSeconds",
            "time/averagingSeconds")
        .containsEntry("loss/train", Map.of(1L, 0.75f, 2L, 0.75f))
        .containsEntry("loss/validation", Map.of(1L, 1.5f, 2L, 1.5f))
        .containsEntry("learningRate", Map.of(1L, 0.1f, 2L, 0.1f))
        .containsEntry("time/averagingSeconds", Map.of(1L, 0.5f, 2L, 0.5f));
    assertThat(EventFiles.in(folder.resolve("a/run"))).hasSize(1);
  }

  @Test
  void file_beginsWithItsVersion_andHasTheSettingsAndTheEnd() throws IOException {
    write("run", 0, 1, 1, 0.75);
    List<UnknownFieldSet> events = EventFiles.events(folder.resolve("run"));
    assertThat(events.get(0).getField(3).getLengthDelimitedList().get(0).toStringUtf8())
        .isEqualTo("brain.Event:2");
    List<String> tags = new ArrayList<>();
    for (UnknownFieldSet event : events) {
      EventFiles.values(event).stream().map(EventFiles::tag).forEach(tags::add);
    }
    assertThat(tags)
        .startsWith("settings", "_hparams_/session_start_info", "loss/train")
        .endsWith("_hparams_/session_end_info");
    assertThat(new String(events.get(2).toByteArray(), StandardCharsets.UTF_8))
        .contains("| maxIter | `3` |\n| optimizer | `sgd` |");
  }

  @Test
  void epoch_isReadableBeforeTheRunEnds() throws IOException {
    try (TensorBoardHistory history = new TensorBoardHistory(events("run"), Map.of())) {
      history.epochFinished(epoch(1, 0.75));
      assertThat(scalars("run")).containsEntry("loss/train", Map.of(1L, 0.75f));
    }
  }

  @Test
  void resumed_epochsThatWereWrittenBefore_areReplaced() throws IOException {
    write("run", 0, 1, 4, 0.75);
    write("run", 2, 3, 3, 0.5);
    assertThat(scalars("run")).containsEntry("loss/train", Map.of(1L, 0.75f, 2L, 0.75f, 3L, 0.5f));
  }

  @Test
  void resumed_withoutEarlierFiles_writesAllEpochs() throws IOException {
    write("run", 2, 3, 3, 0.5);
    assertThat(scalars("run")).containsEntry("loss/train", Map.of(1L, 0.5f, 2L, 0.5f, 3L, 0.5f));
  }

  @Test
  void newRun_inAnEarlierOnesFolder_takesItsPlace() throws IOException {
    write("run", 0, 1, 4, 0.75);
    write("run", 0, 1, 1, 0.5);
    assertThat(scalars("run")).containsEntry("loss/train", Map.of(1L, 0.5f));
  }

  @Test
  void folderThatCannotBeWritten_endsNoTraining_andIsTriedAtTheEnd() throws IOException {
    Path inTheWay = folder.resolve("run");
    Files.createFile(inTheWay);
    try (TensorBoardHistory history = new TensorBoardHistory(events("run"), Map.of())) {
      history.epochFinished(epoch(1, 0.75));
      history.epochFinished(epoch(2, 0.75));
      Files.delete(inTheWay);
    }
    assertThat(scalars("run")).containsEntry("loss/train", Map.of(1L, 0.75f, 2L, 0.75f));
  }

  @Test
  void objectStore_hasAFileForEachEpoch_whichIsReadableAtOnce() throws IOException {
    Configuration hadoop = new Configuration();
    hadoop.setClass("fs.object.impl", ObjectStore.class, ObjectStore.class);
    EventFolder store = EventFolder.of("object://" + folder.resolve("run"), hadoop);
    try (TensorBoardHistory history = new TensorBoardHistory(store, Map.of())) {
      history.epochFinished(epoch(1, 0.75));
      history.epochFinished(epoch(2, 0.75));
      assertThat(scalars("run")).containsEntry("loss/train", Map.of(1L, 0.75f, 2L, 0.75f));
    }
    assertThat(EventFiles.in(folder.resolve("run"))).hasSize(4);
  }

  @Test
  void check_placeThatCannotBeWritten_isRefused() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    EventFolder inFile =
        EventFolder.of(file.resolve("runs").toUri().toString(), new Configuration());
    assertThatThrownBy(inFile::check)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "summaryTensorboard must name a folder that can be written to. Provided: file:" + file)
        .hasMessageEndingWith(". Set another");
    assertThatThrownBy(() -> EventFolder.of("nowhere://a/b", new Configuration()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Provided: nowhere://a/b (No FileSystem for scheme \"nowhere\")");
  }

  @Test
  void check_leavesNothingButTheFolder() throws IOException {
    EventFolder.of(folder.resolve("new").toUri().toString(), new Configuration()).check();
    assertThat(EventFiles.in(folder.resolve("new"))).isEmpty();
  }

  /** Local files whose streams, as those of object stores, show nothing until they are closed. */
  public static final class ObjectStore extends RawLocalFileSystem {
    /** Made by Hadoop. */
    public ObjectStore() {}

    @Override
    public URI getUri() {
      return URI.create("object:///");
    }

    @Override
    public FSDataOutputStream create(org.apache.hadoop.fs.Path path, boolean overwrite)
        throws IOException {
      return new FSDataOutputStream(super.create(path, overwrite), null) {
        @Override
        public boolean hasCapability(String capability) {
          return false;
        }
      };
    }
  }
}
