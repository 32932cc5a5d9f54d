package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said where a disk is full before anything has been written. */
class FullDiskTest {
  private static final String WORDS = "full.words";

  /** Folders of this machine in which none can be made. */
  static final class Full extends RawLocalFileSystem {
    @Override
    public URI getUri() {
      return URI.create("full:///");
    }

    @Override
    public boolean mkdirs(org.apache.hadoop.fs.Path folder) throws IOException {
      throw new IOException(folder + ": " + getConf().get(WORDS));
    }
  }

  private static void open(Path folder, String words) {
    Configuration hadoop = new Configuration();
    hadoop.setClass("fs.full.impl", Full.class, org.apache.hadoop.fs.FileSystem.class);
    hadoop.setBoolean("fs.full.impl.disable.cache", true);
    hadoop.set(WORDS, words);
    List<String> settings = List.of("output.path=full://" + folder.resolve("out"));
    StagedOutput.open(Settings.read(Optional.empty(), settings), hadoop).close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "No space left on device",
        "Disk quota exceeded",
        "There is not enough space on the disk"
      })
  void open_fullDisk_asksForRoom(String words, @TempDir Path folder) {
    assertThatThrownBy(() -> open(folder, words))
        .isInstanceOf(OutputException.class)
        .hasMessageStartingWith("output.path must be on a disk with room. Provided: full:/")
        .hasMessageContaining(words)
        .hasMessageEndingWith("Free space there, or set another")
        .satisfies(thrown -> assertThat(Failure.of(thrown).code()).isEqualTo(ExitCode.FAILED));
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Permission denied", "Read-only file system"})
  void open_noPermission_asksForOne(String words, @TempDir Path folder) {
    assertThatThrownBy(() -> open(folder, words))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("output.path must be writable.")
        .hasMessageContaining(words);
  }
}
