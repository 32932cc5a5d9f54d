package org.sparkdropout.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sparkdropout.random.Purpose;
import org.sparkdropout.random.Streams;

class ContentHashTest {
  private static final Example EXAMPLE = new Example(new float[] {1, 2, 3}, 4, 5);

  @Test
  void of_equalContent_isEqualWhateverThePosition() {
    byte[] moved = PackedRow.moveTo(PackedRow.of(EXAMPLE), 99);

    assertThat(ContentHash.of(moved)).isEqualTo(hash(new Example(new float[] {1, 2, 3}, 4, 5)));
  }

  @Test
  void of_anyPartOfTheContentChanged_differs() {
    Set<ContentHash> hashes =
        Set.of(
            hash(EXAMPLE),
            hash(new Example(new float[] {1, 2, 4}, 4, 5)),
            hash(new Example(new float[] {2, 1, 3}, 4, 5)),
            hash(new Example(new float[] {1, 2, 3, 0}, 4, 5)),
            hash(new Example(new float[] {1, 2, 3}, 5, 5)),
            hash(new Example(new float[] {1, 2, 3}, 4, 6)));

    assertThat(hashes).hasSize(6);
  }

  @Test
  void draw_otherHashWordsSeedsOrPurposes_givesOtherBits() {
    Set<Long> draws = new HashSet<>();
    for (int bit = 0; bit < 32; bit++) {
      draws.add(draw(new ContentHash(1L << bit, 0), 1, Purpose.ROW_DEALING));
      draws.add(draw(new ContentHash(1L << (bit + 32), 0), 1, Purpose.ROW_DEALING));
      draws.add(draw(new ContentHash(0, 1L << bit), 1, Purpose.ROW_DEALING));
    }
    draws.add(draw(new ContentHash(0, 0), 1, Purpose.ROW_DEALING));
    draws.add(draw(new ContentHash(0, 0), 2, Purpose.ROW_DEALING));
    draws.add(draw(new ContentHash(0, 0), 1, Purpose.VALIDATION_SPLIT));

    assertThat(draws).hasSize(3 * 32 + 3);
  }

  private static ContentHash hash(Example example) {
    return ContentHash.of(PackedRow.of(example));
  }

  private static long draw(ContentHash hash, long seed, Purpose purpose) {
    return hash.draw(new Streams(seed), purpose);
  }
}
