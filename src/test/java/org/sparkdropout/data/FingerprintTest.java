package org.sparkdropout.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FingerprintTest {
  private static final ContentHash A = new ContentHash(0x10L, -1L);
  private static final ContentHash B = new ContentHash(0x01L, 2L);

  @Test
  void hex_twoRows_isTheirSumWithCarryAndTheirNumber() {
    assertThat(Fingerprint.EMPTY.plus(A).plus(B).hex())
        .isEqualTo("0000000000000012" + "0000000000000001" + "0000000000000002");
  }

  @Test
  void plus_anyOrderAndGrouping_isTheSame() {
    Fingerprint oneByOne = Fingerprint.EMPTY.plus(A).plus(B).plus(A);
    Fingerprint grouped = Fingerprint.EMPTY.plus(A).plus(Fingerprint.EMPTY.plus(A).plus(B));

    assertThat(grouped.hex()).isEqualTo(oneByOne.hex());
  }

  @Test
  void plus_aCopyOfARow_differs() {
    assertThat(Fingerprint.EMPTY.plus(A).plus(A).hex())
        .isNotEqualTo(Fingerprint.EMPTY.plus(A).hex());
  }

  @Test
  void hex_noRows_isZero() {
    assertThat(Fingerprint.EMPTY.hex()).isEqualTo("0".repeat(48));
  }
}
