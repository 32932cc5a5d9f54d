package org.sparkdropout.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparkdropout.model.Sha256;

class CheckpointFolderTest {
  private static final int DAMAGES = 200;

  @TempDir private Path folder;

  private CheckpointFolder checkpoints() {
    return new CheckpointFolder(folder.toString(), new Configuration());
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.endsWith(".crc"))
          .sorted()
          .toList();
    }
  }

  private Path file(int epochs) {
    return folder.resolve("epoch-%06d-round-000002.checkpoint".formatted(epochs));
  }

  /** Without the file system's own checksums, as on stores that have none. */
  private void dropFileSystemChecksums() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".crc")).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void checkpoint_comesBackWithAllItsBits() throws IOException {
    Checkpoint written = States.checkpoint(3);
    checkpoints().write(written, 1);
    Checkpoint read = checkpoints().newest().orElseThrow();
    assertThat(read.run()).isEqualTo(written.run());
    assertThat(read.createdAt()).isEqualTo(written.createdAt());
    States.requireSame(read.state(), written.state());
    assertThat(names()).containsExactly(file(3).getFileName().toString());
  }

  @Test
  void write_keepsTheNewest() throws IOException {
    CheckpointFolder checkpoints = checkpoints();
    for (int epochs : new int[] {8, 9, 10, 11}) {
      checkpoints.write(States.checkpoint(epochs), 2);
    }
    assertThat(names())
        .containsExactly(
            "epoch-000010-round-000002.checkpoint", "epoch-000011-round-000002.checkpoint");
  }

  @Test
  void write_overAnEqualName_replacesIt() throws IOException {
    checkpoints().write(States.checkpoint(4), 2);
    Files.write(file(4), new byte[] {1, 2, 3});
    checkpoints().write(States.checkpoint(4), 2);
    States.requireSame(checkpoints().newest().orElseThrow().state(), States.checkpoint(4).state());
  }

  /** Every truncation and every flipped bit is noticed; nothing but our exception is thrown. */
  @Test
  void newest_damagedAtRandom_isSkippedForTheOlderWholeOne() throws IOException {
    checkpoints().write(States.checkpoint(1), 2);
    checkpoints().write(States.checkpoint(2), 2);
    dropFileSystemChecksums();
    byte[] whole = Files.readAllBytes(file(2));
    Random random = new Random(4711);
    for (int damage = 0; damage < DAMAGES; damage++) {
      Files.write(file(2), damaged(whole, random));
      Checkpoint found = checkpoints().newest().orElseThrow();
      States.requireSame(found.state(), States.checkpoint(1).state());
    }
    Files.write(file(2), whole);
    States.requireSame(checkpoints().newest().orElseThrow().state(), States.checkpoint(2).state());
  }

  private static byte[] damaged(byte[] whole, Random random) {
    if (random.nextBoolean()) {
      return Arrays.copyOf(whole, random.nextInt(whole.length));
    }
    byte[] bytes = whole.clone();
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
    return bytes;
  }

  @Test
  void newest_damagedUnderTheFileSystemsChecksums_isSkippedToo() throws IOException {
    checkpoints().write(States.checkpoint(1), 2);
    checkpoints().write(States.checkpoint(2), 2);
    byte[] bytes = Files.readAllBytes(file(2));
    bytes[bytes.length / 2] ^= 1;
    Files.write(file(2), bytes);
    assertThat(checkpoints().newest().orElseThrow().state().history()).hasSize(1);
  }

  @Test
  void newest_noneWhole_isRefused() throws IOException {
    checkpoints().write(States.checkpoint(1), 2);
    Files.write(file(1), new byte[0]);
    assertThatThrownBy(() -> checkpoints().newest())
        .isInstanceOf(CheckpointException.class)
        .hasMessage(
            "A checkpoint to go on from must be whole. All 1 in file:%s are damaged. Copy a whole one"
                    .formatted(folder)
                + " there, or set checkpointResume = false, which deletes them and starts anew");
  }

  /** The checksum is right, so only the sizes can tell. */
  @Test
  void newest_claimsMoreThanItHas_takesNoMemoryForIt() throws IOException {
    byte[] bytes = signed("{\"version\": 1}", Integer.MAX_VALUE);
    Files.write(file(1), bytes);
    assertThatThrownBy(() -> checkpoints().newest())
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("its header claims 2147483647 of 14 bytes");
    String header =
        new String(Files.readAllBytes(written(2)), StandardCharsets.ISO_8859_1)
            .replaceAll("(?s)^.{12}(.*\n}).*$", "$1")
            .replaceFirst("\"parameters\" : \\d+", "\"parameters\" : 2147483647")
            .replaceFirst("\\[ \\d+ ]", "[ 2147483647 ]");
    Files.write(file(2), signed(header, header.length()));
    assertThatThrownBy(() -> checkpoints().newest())
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("its header claims 34359740752 bytes of parameters, it has 0");
  }

  private Path written(int epochs) throws IOException {
    checkpoints().write(States.checkpoint(epochs), 9);
    dropFileSystemChecksums();
    return file(epochs);
  }

  private static byte[] signed(String header, int claimed) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Sha256 sha = new Sha256();
    DataOutputStream out = new DataOutputStream(sha.of(bytes));
    out.writeBytes("SDROPCP1");
    out.writeInt(claimed);
    out.write(header.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
    bytes.write(sha.bytes());
    return bytes.toByteArray();
  }

  @Test
  void newest_ofANewerFormat_isRefusedByName() throws IOException {
    String header =
        new String(Files.readAllBytes(written(1)), StandardCharsets.ISO_8859_1)
            .replaceAll("(?s)^.{12}(.*\n}).*$", "$1")
            .replaceFirst("\"version\" : 1", "\"version\" : 2");
    Files.write(file(1), signed(header, header.length()));
    assertThatThrownBy(() -> checkpoints().newest())
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("A checkpoint's format version must be 1.")
        .hasMessageContaining("has version 2: go on with the Spark Dropout that wrote it");
  }

  @Test
  void prepare_deletesWhatWasLeftUnfinished_andNothingElse() throws IOException {
    checkpoints().write(States.checkpoint(1), 2);
    String random = "0f8fad5b-d9cb-469f-a165-70867728950e";
    String name = ".epoch-000002-round-000000.checkpoint-" + random + ".unfinished";
    Files.write(folder.resolve(name), new byte[9]);
    Files.write(folder.resolve("thesis.unfinished"), new byte[9]);
    checkpoints().prepare();
    assertThat(names())
        .containsExactly("epoch-000001-round-000002.checkpoint", "thesis.unfinished");
  }

  @Test
  void damagedOnes_areSetAside_andDeletedWithAll() throws IOException {
    checkpoints().write(States.checkpoint(1), 2);
    checkpoints().write(States.checkpoint(2), 2);
    Files.write(file(2), new byte[100]);
    CheckpointFolder checkpoints = checkpoints();
    checkpoints.setAside(checkpoints.search().damaged());
    assertThat(names())
        .containsExactly(
            "epoch-000001-round-000002.checkpoint", "epoch-000002-round-000002.checkpoint.damaged");
    checkpoints.clear();
    assertThat(names()).isEmpty();
    assertThat(checkpoints.newest()).isEmpty();
  }

  @Test
  void newest_underAnotherName_isNotTakenForWhatItSays() throws IOException {
    checkpoints().write(States.checkpoint(3), 9);
    Files.copy(file(3), file(9));
    assertThat(checkpoints().search().damaged()).hasSize(1);
    assertThat(checkpoints().newest().orElseThrow().state().history()).hasSize(3);
  }

  /** As a full disk does it. */
  @Test
  void write_thatFails_isAnIoExceptionAndLeavesNothing() throws IOException {
    Configuration hadoop = new Configuration();
    hadoop.set("fs.full.impl", FullFileSystem.class.getName());
    CheckpointFolder full = new CheckpointFolder("full:" + folder, hadoop);
    assertThatThrownBy(() -> full.write(States.checkpoint(1), 2))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("No space left on device");
    assertThat(names()).isEmpty();
    assertThatThrownBy(full::prepare)
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("No space left on device");
  }

  @Test
  void preparation_ofOthers_isNeitherReplacedNorDeleted() throws IOException {
    Path notes = Files.createDirectory(folder.resolve("preparation")).resolve("notes");
    Files.write(notes, new byte[9]);
    PreparationFolder preparation = checkpoints().preparation();
    assertThatThrownBy(() -> preparation.replace(place -> {}))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("it is there, but was not made by a run");
    checkpoints().clear();
    assertThat(notes).exists();
    assertThat(names()).containsExactly("preparation");
  }

  @Test
  void preparation_isReplacedAndClearedWithTheCheckpoints() throws IOException {
    CheckpointFolder checkpoints = checkpoints();
    checkpoints.preparation().replace(place -> {});
    checkpoints.preparation().replace(place -> {});
    assertThat(checkpoints.preparation().exists()).isTrue();
    assertThat(names()).containsExactly("preparation");
    checkpoints.clear();
    assertThat(names()).isEmpty();
  }

  @Test
  void folder_thatIsAFile_isRefused() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    CheckpointFolder checkpoints = new CheckpointFolder(file.toString(), new Configuration());
    assertThatThrownBy(checkpoints::prepare)
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(
            "checkpointPath must name a folder that can be read and written to. Provided: file:"
                + file);
  }
}
