package org.sparkdropout.inspect;

import java.util.OptionalInt;

/**
 * How wide the pictures are that rows of features are, in pixels. Pixels come row by row.
 *
 * @param given 0 where it is not given
 * @param guesses whether a width that is not given is guessed: features are then taken for the
 *     pixels of a square picture if their number is the square of {@value #LEAST_SIDE} or more
 */
public record ImageWidth(int given, boolean guesses) {
  /** Squares of fewer pixels on a side are taken for something else. */
  public static final int LEAST_SIDE = 8;

  /** Not given, and guessed. */
  public static final ImageWidth GUESSED = new ImageWidth(0, true);

  /**
   * The width of pictures of so many pixels.
   *
   * @param features at least 1
   * @return the width that was given or is guessed; nothing if features are no pictures
   * @throws IllegalArgumentException if pictures of the given width cannot have so many pixels
   */
  public OptionalInt of(int features) {
    if (given > 0) {
      if (features % given != 0) {
        throw new IllegalArgumentException(
            "compare.imageWidth must divide the number of features, %d. Provided value: %d. Set the width of the pictures in pixels, or 0"
                .formatted(features, given));
      }
      return OptionalInt.of(given);
    }
    int side = (int) Math.round(Math.sqrt(features));
    boolean isSquare = side * side == features && side >= LEAST_SIDE;
    return guesses && isSquare ? OptionalInt.of(side) : OptionalInt.empty();
  }
}
