package org.sparkdropout.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RealPathTest {
  @TempDir private Path folder;

  @BeforeEach
  void links() throws IOException {
    folder = folder.toRealPath();
    Files.createDirectories(folder.resolve("real/inner"));
    Files.createSymbolicLink(folder.resolve("absolute"), folder.resolve("real"));
    Files.createSymbolicLink(folder.resolve("relative"), Path.of("real", "inner"));
    Files.createSymbolicLink(folder.resolve("chain"), Path.of("absolute", "inner"));
    Files.createSymbolicLink(folder.resolve("dangling"), Path.of("real", "later"));
    Files.createSymbolicLink(folder.resolve("real/back"), Path.of("..", "gone"));
  }

  @ParameterizedTest
  @CsvSource({
    "real, real",
    "absolute, real",
    "absolute/inner/new/out, real/inner/new/out",
    "relative, real/inner",
    "chain/out, real/inner/out",
    "dangling, real/later",
    "dangling/out, real/later/out",
    "absolute/back/out, gone/out",
    "a b:c%20é, a b:c%20é"
  })
  void of_followsLinks(String path, String real) throws IOException {
    assertThat(real(path)).isEqualTo("file:" + folder.resolve(real));
  }

  @Test
  void of_linksInACircle_areAnError() throws IOException {
    Files.createSymbolicLink(folder.resolve("one"), Path.of("two"));
    Files.createSymbolicLink(folder.resolve("two"), Path.of("one"));
    assertThatThrownBy(() -> real("one/out"))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith(" leads back to itself");
  }

  private String real(String path) throws IOException {
    FileSystem files = FileSystem.getLocal(new Configuration());
    String given = folder.resolve(path).toString();
    return RealPath.of(new org.apache.hadoop.fs.Path(given), files).toString();
  }
}
