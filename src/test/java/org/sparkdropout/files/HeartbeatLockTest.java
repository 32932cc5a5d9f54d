package org.sparkdropout.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeartbeatLockTest {
  private static final HeartbeatLock.Pace FAST =
      new HeartbeatLock.Pace(Duration.ofMillis(20), Duration.ofMillis(5), Duration.ofMillis(400));

  /** Its owner lives on for others for an hour, but writes nothing. */
  private static final HeartbeatLock.Pace STILL =
      new HeartbeatLock.Pace(Duration.ofHours(1), Duration.ofMillis(5), Duration.ofMillis(400));

  @TempDir private Path folder;
  private final FileSystem files = new RawLocalFileSystem();

  @BeforeEach
  void openFiles() throws IOException {
    files.initialize(java.net.URI.create("file:///"), new Configuration());
  }

  @AfterEach
  void closeFiles() throws IOException {
    files.close();
  }

  private Path file() {
    return folder.resolve(".out.lock");
  }

  private HeartbeatLock take(HeartbeatLock.Pace pace) throws IOException {
    return HeartbeatLock.take(new org.apache.hadoop.fs.Path(file().toString()), files, pace);
  }

  @Test
  void take_free_isHeldUntilClosed() throws IOException {
    HeartbeatLock lock = take(FAST);
    lock.check();
    lock.close();
    lock.close();
    assertThat(folder).isEmptyDirectory();
    take(FAST).close();
  }

  @Test
  void take_ownerLives_isRefusedWithTheOwnersName() throws IOException {
    try (HeartbeatLock lock = take(FAST)) {
      assertThatThrownBy(() -> take(FAST))
          .isInstanceOf(PlaceLock.HeldException.class)
          .hasMessageMatching(
              "process " + ProcessHandle.current().pid() + " on \\S+ has it since \\S+Z");
      lock.check();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "token 7 process 1 on there has it since then", "x"})
  void take_ownerIsDead_isTakenOver(String content) throws IOException {
    Files.writeString(file(), content);
    try (HeartbeatLock lock = take(FAST)) {
      lock.check();
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void check_takenOverByAnother_isRefusedAndTheirsStays() throws IOException {
    HeartbeatLock stood = take(STILL);
    try (HeartbeatLock other = take(FAST)) {
      assertThatThrownBy(stood::check).isInstanceOf(PlaceLock.HeldException.class);
      assertThatThrownBy(stood::close).isInstanceOf(PlaceLock.HeldException.class);
      other.check();
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void check_deletedByHand_isRefused() throws IOException {
    HeartbeatLock lock = take(STILL);
    Files.delete(file());
    assertThatThrownBy(lock::check).isInstanceOf(FileNotFoundException.class);
  }

  @Test
  void close_ofTheFileSystem_deletesTheFile() throws IOException {
    take(STILL);
    files.close();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void take_folderThatIsNotThere_isTheFileSystemsError() {
    assertThatThrownBy(
            () ->
                HeartbeatLock.take(
                    new org.apache.hadoop.fs.Path("/proc/nowhere/.out.lock"), files, FAST))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(PlaceLock.HeldException.class);
  }
}
