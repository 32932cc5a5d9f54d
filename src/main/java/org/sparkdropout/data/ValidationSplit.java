package org.sparkdropout.data;

import java.io.Serializable;
import org.sparkdropout.random.Purpose;
import org.sparkdropout.random.Streams;

/**
 * Holds a share of the rows out for validation, chosen by their content.
 *
 * <p>A row is held out if the uniform number that its content hash and the seed draw is below the
 * fraction. So the split does not depend on the order or the partitions of a table, a row stays on
 * its side when other rows come or go, and copies of a row are all on one side: none is both
 * trained on and validated with. The share held out is the fraction in expectation, not exactly.
 *
 * <p>Immutable and thread-safe.
 */
public final class ValidationSplit implements Serializable {
  private static final long serialVersionUID = 1L;

  /** In [0, 1). */
  private final double fraction;

  /** Any value. */
  private final long seed;

  /**
   * Sets up a split.
   *
   * @param fraction the expected share of distinct rows held out, in [0, 1); 0 holds out none
   * @param seed any value; another seed gives another split
   * @throws IllegalArgumentException if the fraction is outside its range
   */
  public ValidationSplit(double fraction, long seed) {
    if (!(fraction >= 0 && fraction < 1)) {
      throw new IllegalArgumentException(
          "validationFraction must be in [0, 1). Provided value: " + fraction);
    }
    this.fraction = fraction;
    this.seed = seed;
  }

  /**
   * A split that trains on every row.
   *
   * @return the split of fraction 0
   */
  public static ValidationSplit none() {
    return new ValidationSplit(0, 0);
  }

  /**
   * Whether a row is for validation.
   *
   * @param example the row
   * @return true if it must not be trained on
   */
  public boolean holdsOut(Example example) {
    if (!isOn()) {
      return false;
    }
    ContentHash hash = ContentHash.of(PackedRow.of(example));
    long bits = hash.draw(new Streams(seed), Purpose.VALIDATION_SPLIT);
    return Streams.uniform((int) (bits >>> 32)) < fraction;
  }

  /** Whether the fraction is above 0. */
  boolean isOn() {
    return fraction > 0;
  }
}
