package org.sparkdropout.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkdropout.testing.Leftovers;

class SystemLockTest {
  @TempDir private Path folder;

  private Path file() {
    return folder.resolve(".out.lock");
  }

  private Process holder(int times) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        List.of(
            java,
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            LockHolder.class.getName(),
            file().toString(),
            String.valueOf(times));
    return Leftovers.add(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  private static String firstLine(Process process) throws IOException {
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    return String.valueOf(lines.readLine());
  }

  @Test
  void take_free_isHeldUntilClosed() throws IOException {
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file().toString());
    FileSystem files = path.getFileSystem(new Configuration());
    PlaceLock lock = PlaceLock.take(path, files);
    assertThatThrownBy(() -> PlaceLock.take(path, files))
        .isInstanceOf(PlaceLock.HeldException.class)
        .hasMessage("another run of this process has it");
    lock.check();
    lock.close();
    lock.close();
    assertThat(folder).isEmptyDirectory();
    PlaceLock.take(path, files).close();
  }

  @Test
  void take_heldByAnotherProcess_saysWhichUntilItIsKilled() throws IOException {
    Process holder = holder(0);
    assertThat(firstLine(holder)).isEqualTo("held");
    assertThatThrownBy(() -> SystemLock.take(file()))
        .isInstanceOf(PlaceLock.HeldException.class)
        .hasMessageMatching("process " + holder.pid() + " on \\S+ has it since \\S+Z");
    Leftovers.kill(holder);
    assertThat(file()).exists();
    SystemLock.take(file()).close();
    assertThat(folder).isEmptyDirectory();
  }

  /** Files of owners that died at any moment, the one before deleting among them. */
  @ParameterizedTest
  @ValueSource(strings = {"", "released", "process 1 on here has it", "\u0000\u0000"})
  void take_fileOfADeadOwner_isTaken(String content) throws IOException {
    Files.writeString(file(), content);
    SystemLock.take(file()).close();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void take_byThreeProcessesManyTimes_neverByTwoAtOnce() throws IOException {
    List<Process> holders = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      holders.add(holder(300));
    }
    for (Process holder : holders) {
      assertThat(firstLine(holder)).isEqualTo("taken 300");
    }
    assertThat(folder).isEmptyDirectory();
  }
}
