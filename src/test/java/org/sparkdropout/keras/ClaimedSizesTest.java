package org.sparkdropout.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that claim more than they have, or inflate to more than their network needs. */
class ClaimedSizesTest {
  private static byte[] bytes(String name) throws IOException {
    return Files.readAllBytes(Path.of(KerasSamples.path("keras3/" + name).toUri().getPath()));
  }

  private static void assertRefused(byte[] file, String part) {
    assertThatThrownBy(() -> KerasFile.of(file, "digits"))
        .isInstanceOf(KerasFormatException.class)
        .hasMessageStartingWith("digits: ")
        .hasMessageContaining(part);
  }

  /** The file with an entry of zeros in place of one. */
  private static byte[] inflating(String replaced, int megabytes) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipInputStream from = new ZipInputStream(new ByteArrayInputStream(bytes("dense.keras")));
        ZipOutputStream to = new ZipOutputStream(bytes)) {
      for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
        to.putNextEntry(new ZipEntry(entry.getName()));
        if (!entry.getName().equals(replaced)) {
          to.write(from.readAllBytes());
        }
        for (int i = 0; entry.getName().equals(replaced) && i < megabytes; i++) {
          to.write(new byte[1 << 20]);
        }
      }
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @CsvSource({"config.json, 65", "model.weights.h5, 3", "model.weights.h5, 65"})
  void entryThatInflates_isRefused(String entry, int megabytes) throws IOException {
    byte[] file = inflating(entry, megabytes);
    assertThat(file).hasSizeLessThan(100_000);
    assertRefused(
        file, "its entry %s claims %d bytes, and may have ".formatted(entry, megabytes << 20));
  }

  /** What is not needed is not read, so it may be as large as it likes. */
  @Test
  void entryThatNobodyReads_isLeftAlone() throws IOException {
    assertThat(KerasFile.of(inflating("metadata.json", 65), "digits").outputs()).isEqualTo(3);
  }

  /** Central directories say what is read; here one says less than there is. */
  @Test
  void entryLongerThanItClaims_isRefused() throws IOException {
    byte[] file = inflating("model.weights.h5", 3);
    ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < file.length - 4; at++) {
      if (buffer.getInt(at) == 3 << 20) {
        buffer.putInt(at, 1000);
      }
    }
    assertRefused(file, "The file must be a whole .keras file. It is not: ");
  }

  /** The dimensions of an array, as HDF5 has them. */
  private static byte[] withDimensions(byte[] file, long[] found, long... claimed) {
    ByteBuffer buffer = ByteBuffer.wrap(file.clone()).order(ByteOrder.LITTLE_ENDIAN);
    int changed = 0;
    for (int at = 0; at + 16 <= file.length; at++) {
      if (buffer.getLong(at) == found[0] && buffer.getLong(at + 8) == found[1]) {
        buffer.putLong(at, claimed[0]).putLong(at + 8, claimed[1]);
        changed++;
      }
    }
    assertThat(changed).isPositive();
    return buffer.array();
  }

  @ParameterizedTest
  @ValueSource(longs = {9, 1 << 20, Integer.MAX_VALUE, 1L << 40, Long.MAX_VALUE, -1})
  void arrayOfOtherDimensionsThanTheModel_isRefused(long claimed) throws IOException {
    byte[] file = withDimensions(bytes("dense.h5"), new long[] {6, 8}, 6, claimed);
    assertRefused(file, claimed < 0 || claimed > 1L << 40 ? "" : "must be of the shape [6, 8]");
  }

  /** Both the model and the array claim what the file does not have. */
  @ParameterizedTest
  @ValueSource(ints = {99_999_999, 999_999_999})
  void modelThatClaimsAsMuchAsItsArray_isRefused(int units) throws IOException {
    byte[] file = withDimensions(bytes("dense.h5"), new long[] {6, 8}, 6, units);
    String text = new String(file, StandardCharsets.ISO_8859_1);
    String from = "\"units\": 8, \"activation\": \"relu\", \"use_bias\": true";
    String to = "\"units\": %d, \"activation\": \"relu\"".formatted(units);
    assertThat(text).contains(from);
    String padded = to + " ".repeat(from.length() - to.length());
    byte[] claiming = text.replace(from, padded).getBytes(StandardCharsets.ISO_8859_1);
    assertRefused(claiming, "must be in the file. It claims " + 24L * units + " bytes");
  }

  @Test
  void kernelOfAnotherShape_isNamed() throws IOException {
    assertRefused(
        withDimensions(bytes("dense.h5"), new long[] {8, 5}, 5, 8),
        "The kernel of Dense 'dense_1' must be of the shape [8, 5]. It is of [5, 8]: save the model"
            + " again");
  }
}
