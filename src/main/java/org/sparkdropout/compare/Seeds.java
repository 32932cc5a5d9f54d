package org.sparkdropout.compare;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The seeds of a comparison. With each of them all arms are trained once.
 *
 * @param first seed; the others follow it by ones
 * @param asked how many are wanted, at least 1
 * @param limit the time after which no further seed is begun, unless fewer than {@link #FEWEST} are
 *     done; zero for no limit
 */
public record Seeds(long first, int asked, Duration limit) {
  /** With fewer seeds an interval says next to nothing. */
  public static final int FEWEST = 3;

  List<Long> all() {
    return LongStream.range(first, first + asked).boxed().toList();
  }

  /** Whether another seed is begun when some have been done in a time. */
  boolean goesOn(int done, Duration taken) {
    return done < Math.min(asked, FEWEST)
        || (done < asked && (limit.isZero() || taken.compareTo(limit) < 0));
  }
}
