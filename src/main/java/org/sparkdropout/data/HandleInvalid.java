package org.sparkdropout.data;

import java.util.Arrays;
import java.util.Locale;

/**
 * What to do with rows that cannot be used, in the words of Spark ML's {@code handleInvalid}.
 *
 * <p>In training, {@code SKIP} and {@code KEEP} are the same: such rows are left out and counted.
 */
public enum HandleInvalid {
  /** Throw {@link InvalidDataException} naming columns and counts. */
  ERROR,
  /** Leave the rows out. */
  SKIP,
  /** Leave the rows out of training; scoring keeps them, with NaN for an answer. */
  KEEP;

  /**
   * Finds a policy by its param value.
   *
   * @param value error, skip or keep
   * @return the policy
   * @throws IllegalArgumentException for any other value
   */
  public static HandleInvalid of(String value) {
    return Arrays.stream(values())
        .filter(policy -> policy.param().equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "handleInvalid must be error, skip or keep. Provided value: " + value));
  }

  /**
   * The param value.
   *
   * @return error, skip or keep
   */
  public String param() {
    return name().toLowerCase(Locale.ROOT);
  }
}
