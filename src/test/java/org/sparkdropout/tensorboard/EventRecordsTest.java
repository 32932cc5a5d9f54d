package org.sparkdropout.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EventRecordsTest {
  /** RFC 3720, appendix B.4, and the check value of CRC-32C's catalogue entry. */
  static Stream<Arguments> published() {
    byte[] ones = new byte[32];
    Arrays.fill(ones, (byte) 0xff);
    byte[] rising = new byte[32];
    byte[] falling = new byte[32];
    for (int i = 0; i < rising.length; i++) {
      rising[i] = (byte) i;
      falling[i] = (byte) (31 - i);
    }
    return Stream.of(
        Arguments.of(new byte[32], 0x8a9136aa),
        Arguments.of(ones, 0x62a8ab43),
        Arguments.of(rising, 0x46dd794e),
        Arguments.of(falling, 0x113fdb5c),
        Arguments.of("123456789".getBytes(StandardCharsets.US_ASCII), 0xe3069283));
  }

  /** As crc32c.h of TensorFlow undoes its mask. */
  private static int unmasked(int masked) {
    int rotated = masked - 0xa282ead8;
    return (rotated >>> 17) | (rotated << 15);
  }

  @ParameterizedTest
  @MethodSource("published")
  void maskedChecksum_ofPublishedData_isThePublishedChecksumMasked(byte[] data, int checksum) {
    assertThat(unmasked(EventRecords.maskedChecksum(data))).isEqualTo(checksum);
  }

  /** Every file of TensorFlow's own writers begins with these 12 bytes. */
  @Test
  void record_ofTheFileVersion_beginsAsTensorFlowsOwnFilesDo() {
    byte[] record = EventRecords.record(Events.version());
    assertThat(HexFormat.of().formatHex(record, 0, 12)).isEqualTo("1800000000000000a37f4b22");
    assertThat(record).hasSize(12 + 24 + 4);
  }
}
