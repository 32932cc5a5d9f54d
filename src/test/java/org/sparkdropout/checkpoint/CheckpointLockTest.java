package org.sparkdropout.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkdropout.files.PlaceLock;

class CheckpointLockTest {
  @TempDir private Path folder;

  private PlaceLock lock(String name) {
    return new CheckpointFolder(folder.resolve(name).toString(), new Configuration()).lock();
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "./x/../run", "link", "link/../run"})
  void lock_whileAnotherRunUsesTheFolder_isRefused(String name) throws IOException {
    Files.createSymbolicLink(folder.resolve("link"), Files.createDirectory(folder.resolve("run")));
    PlaceLock first = lock("run");
    assertThatThrownBy(() -> lock(name))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(
            "checkpointPath must be used by one run at a time. Provided: file:/")
        .hasMessageEndingWith(
            " (another run of this process has it). Wait until that run has ended, or set another");
    first.close();
    lock(name).close();
    assertThat(folder.resolve("run")).isEmptyDirectory();
  }

  @Test
  void lock_fileOfADeadRun_isTaken() throws IOException {
    Files.writeString(Files.createDirectory(folder.resolve("run")).resolve(".lock"), "of old");
    lock("run").close();
  }

  @Test
  void newest_ofADamagedFolder_letsGoOfIt() throws IOException {
    Files.writeString(
        Files.createDirectory(folder.resolve("run"))
            .resolve("epoch-000001-round-000000.checkpoint"),
        "no checkpoint");
    CheckpointFolder checkpoints =
        new CheckpointFolder(folder.resolve("run").toString(), new Configuration());
    try (Checkpointing checkpointing =
        new Checkpointing(
            checkpoints,
            States.run(),
            CheckpointInterval.parse("1 epoch").orElseThrow(),
            1,
            true)) {
      assertThatThrownBy(() -> checkpointing.newest(null))
          .isInstanceOf(CheckpointException.class)
          .hasMessageStartingWith("A checkpoint to go on from must be whole.");
      assertThatThrownBy(() -> lock("run")).isInstanceOf(CheckpointException.class);
    }
    lock("run").close();
  }
}
