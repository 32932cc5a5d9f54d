package org.sparkdropout.dl4j.onnx;

import org.deeplearning4j.nn.conf.CNN2DFormat;

/**
 * The shape of one row between two layers: a vector, or channels of a picture.
 *
 * @param channels or the units of a vector
 * @param height 1 for a vector
 * @param width 1 for a vector
 * @param isFlat whether it is a vector
 * @param format where DL4J has the channels; in the graph they come first in any case
 */
record LayerShape(long channels, long height, long width, boolean isFlat, CNN2DFormat format) {
  static LayerShape flat(long units) {
    return new LayerShape(units, 1, 1, true, CNN2DFormat.NCHW);
  }

  static LayerShape picture(long channels, long height, long width, CNN2DFormat format) {
    return new LayerShape(channels, height, width, false, format);
  }

  /** A picture of another size that DL4J lays out as this one. */
  LayerShape resized(long newChannels, long newHeight, long newWidth) {
    return picture(newChannels, newHeight, newWidth, format);
  }

  /** How many numbers that is. */
  long size() {
    return channels * height * width;
  }

  boolean isChannelsLast() {
    return format == CNN2DFormat.NHWC;
  }

  /** The axis in the graph of what is DL4J's last one. */
  long lastAxis() {
    return isFlat || isChannelsLast() ? 1 : 3;
  }
}
