package org.sparkdropout.onnx;

/**
 * The shape of one row between two layers: a vector, or channels of a picture.
 *
 * @param channels or the units of a vector
 * @param height 1 for a vector
 * @param width 1 for a vector
 * @param isFlat whether it is a vector
 */
record LayerShape(long channels, long height, long width, boolean isFlat) {
  static LayerShape flat(long units) {
    return new LayerShape(units, 1, 1, true);
  }

  static LayerShape picture(long channels, long height, long width) {
    return new LayerShape(channels, height, width, false);
  }

  /** How many numbers that is. */
  long size() {
    return channels * height * width;
  }
}
