package org.sparkdropout.checkpoint;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often a checkpoint is written: after so many epochs, or after the first round that ends so
 * long after the last checkpoint.
 *
 * @param epochs at least 1; 0 if a time counts
 * @param time counts if epochs is 0; zero then means after every round
 */
public record CheckpointInterval(int epochs, Duration time) {
  /** What {@link #parse} takes, in words. */
  public static final String SYNTAX =
      "a whole number above 0 and its unit: epochs, seconds, minutes or hours, such as 5 epochs or 10 minutes";

  private static final Pattern TEXT =
      Pattern.compile("([1-9]\\d{0,8})\\s*(epoch|second|minute|hour)s?");

  /**
   * Reads an interval.
   *
   * @param text such as {@code 1 epoch} or {@code 10 minutes}
   * @return nothing if the text is none
   */
  public static Optional<CheckpointInterval> parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int number = Integer.parseInt(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "epoch" -> new CheckpointInterval(number, Duration.ZERO);
          case "second" -> new CheckpointInterval(0, Duration.ofSeconds(number));
          case "minute" -> new CheckpointInterval(0, Duration.ofMinutes(number));
          default -> new CheckpointInterval(0, Duration.ofHours(number));
        });
  }

  /** Whether epochs count, not time. */
  boolean countsEpochs() {
    return epochs > 0;
  }
}
