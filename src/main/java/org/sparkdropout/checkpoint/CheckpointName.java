package org.sparkdropout.checkpoint;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sparkdropout.train.RunState;

/**
 * The name of a checkpoint's file, which says what is done: {@code
 * epoch-000012-round-000003.checkpoint} follows 12 epochs and 3 rounds of the next one.
 *
 * @param epochs whole ones
 * @param rounds of the next epoch
 */
record CheckpointName(long epochs, long rounds) {
  static final Comparator<CheckpointName> OLDEST_FIRST =
      Comparator.comparingLong(CheckpointName::epochs).thenComparingLong(CheckpointName::rounds);

  private static final Pattern FORM =
      Pattern.compile("epoch-(\\d{6,10})-round-(\\d{6,10})\\.checkpoint");

  static CheckpointName of(RunState state) {
    return new CheckpointName(state.history().size(), state.unfinished().rounds());
  }

  /** Reads a file's name; nothing if it is not that of a checkpoint. */
  static Optional<CheckpointName> parse(String name) {
    Matcher parts = FORM.matcher(name);
    return parts.matches()
        ? Optional.of(
            new CheckpointName(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "epoch-%06d-round-%06d.checkpoint".formatted(epochs, rounds);
  }
}
