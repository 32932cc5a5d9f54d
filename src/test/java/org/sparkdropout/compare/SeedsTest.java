package org.sparkdropout.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SeedsTest {
  private static final Duration LONG = Duration.ofHours(3);

  @Test
  void all_followTheFirst() {
    assertThat(new Seeds(7, 3, Duration.ZERO).all()).containsExactly(7L, 8L, 9L);
  }

  @Test
  void goesOn_withinTheLimit_untilAllAreDone() {
    Seeds seeds = new Seeds(1, 5, Duration.ofHours(2));
    assertThat(seeds.goesOn(4, Duration.ofHours(1))).isTrue();
    assertThat(seeds.goesOn(5, Duration.ofHours(1))).isFalse();
  }

  @Test
  void goesOn_afterTheLimit_stopsAtThree() {
    Seeds seeds = new Seeds(1, 5, Duration.ofHours(2));
    assertThat(seeds.goesOn(2, LONG)).isTrue();
    assertThat(seeds.goesOn(3, LONG)).isFalse();
    assertThat(new Seeds(1, 2, Duration.ofHours(2)).goesOn(2, LONG)).isFalse();
    assertThat(new Seeds(1, 5, Duration.ZERO).goesOn(4, LONG)).isTrue();
  }
}
