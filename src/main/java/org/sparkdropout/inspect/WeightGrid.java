package org.sparkdropout.inspect;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/** Pictures of weights in a grid. The colour of a weight diverges from nothing at 0. */
final class WeightGrid {
  private static final double FULL_COLOUR = 99.5;

  /** Colours of -FULL to FULL, and that of the lines between pictures. */
  private static final int FULL = 127;

  private static final int LINE = 2 * FULL + 1;

  private static final Color POSITIVE = new Color(0xe8, 0x71, 0x0a);
  private static final Color NEGATIVE = new Color(0x2f, 0x7d, 0xe1);
  private static final Color BETWEEN = new Color(0x80, 0x80, 0x80, 0xb0);

  private final float[][] pictures;
  private final int width;
  private final int height;
  private final int columns;
  private final double scale;

  /**
   * Prepares a grid.
   *
   * @param pictures at least one, each (height, width), row-major
   * @param width of each, in pixels
   */
  WeightGrid(float[][] pictures, int width) {
    this.pictures = pictures;
    this.width = width;
    this.height = pictures[0].length / width;
    this.columns = (int) Math.ceil(Math.sqrt(pictures.length));
    this.scale = scale(pictures);
  }

  private static double scale(float[][] pictures) {
    double[] sizes =
        Arrays.stream(pictures)
            .flatMapToDouble(
                picture ->
                    IntStream.range(0, picture.length)
                        .mapToDouble(pixel -> Math.abs(picture[pixel])))
            .toArray();
    return new Percentile(FULL_COLOUR).evaluate(sizes);
  }

  int columns() {
    return columns;
  }

  double scale() {
    return scale;
  }

  /** The whole grid as a PNG file in Base64, with lines of one pixel between pictures. */
  String png() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try {
      ImageIO.write(image(), "png", file);
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    }
    return Base64.getEncoder().encodeToString(file.toByteArray());
  }

  BufferedImage image() {
    int rows = (pictures.length + columns - 1) / columns;
    BufferedImage image =
        new BufferedImage(
            columns * (width + 1) - 1,
            rows * (height + 1) - 1,
            BufferedImage.TYPE_BYTE_INDEXED,
            colours());
    WritableRaster pixels = image.getRaster();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        pixels.setSample(x, y, 0, colour(x, y));
      }
    }
    return image;
  }

  /** The place in the table of colours. */
  private int colour(int x, int y) {
    if (x % (width + 1) == width || y % (height + 1) == height) {
      return LINE;
    }
    int picture = y / (height + 1) * columns + x / (width + 1);
    if (picture >= pictures.length) {
      return FULL;
    }
    float weight = pictures[picture][y % (height + 1) * width + x % (width + 1)];
    return FULL + (scale == 0 ? 0 : level(weight / scale));
  }

  private static int level(double share) {
    return (int) Math.round(FULL * Math.max(-1, Math.min(1, share)));
  }

  private static IndexColorModel colours() {
    int[] colours = new int[LINE + 1];
    for (int level = -FULL; level <= FULL; level++) {
      int rgb = (level < 0 ? NEGATIVE : POSITIVE).getRGB() & 0xffffff;
      int opacity = (int) Math.round(255.0 * Math.abs(level) / FULL);
      colours[FULL + level] = opacity << 24 | rgb;
    }
    colours[LINE] = BETWEEN.getRGB();
    return new IndexColorModel(8, colours.length, colours, 0, true, -1, DataBuffer.TYPE_BYTE);
  }
}
