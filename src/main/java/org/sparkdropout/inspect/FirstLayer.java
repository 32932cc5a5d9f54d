package org.sparkdropout.inspect;

import java.util.List;
import java.util.stream.IntStream;
import org.sparkdropout.dropout.InferenceNetwork;
import org.sparkdropout.network.Topology;

/**
 * What units of the first hidden layer look for in pictures: the weights of each pixel, as one
 * picture a unit, in a grid (Srivastava et al. 2014, section 7.1, figure 7).
 *
 * @param width of a unit's picture, in pixels
 * @param height likewise
 * @param units that are shown, counted from 0, row by row of the grid; units of a layer that has
 *     more lie at even steps
 * @param columns of the grid
 * @param scale the weight that has the full colour, and its negative; weights beyond it have the
 *     same. It is the 99.5th percentile of the sizes of the weights shown
 * @param png the grid as a PNG file, in Base64: weights above 0 are orange, below 0 blue, and 0 is
 *     transparent
 */
public record FirstLayer(
    int width, int height, List<Integer> units, int columns, double scale, String png) {
  /** As many units as the figure has space for. */
  static final int MOST_UNITS = 64;

  /** The most pixels of all pictures together, so that reports of many arms stay small. */
  static final int MOST_PIXELS = 1 << 16;

  /**
   * Draws the first layer.
   *
   * @param network with a hidden layer, scaled for inference
   * @param width of pictures, which divides the number of features
   * @return fewer units where pictures are large
   */
  static FirstLayer of(InferenceNetwork network, int width) {
    Topology topology = network.topology();
    int pixels = topology.inputs();
    int all = topology.outputs(0);
    int shown = Math.min(Math.min(all, MOST_UNITS), MOST_PIXELS / pixels);
    int[] units = IntStream.range(0, shown).map(i -> (int) ((long) i * all / shown)).toArray();
    float[] parameters = network.parameters();
    float[][] weights = new float[shown][pixels];
    for (int i = 0; i < shown; i++) {
      for (int pixel = 0; pixel < pixels; pixel++) {
        weights[i][pixel] = parameters[topology.weightOffset(0) + pixel * all + units[i]];
      }
    }
    WeightGrid grid = new WeightGrid(weights, width);
    return new FirstLayer(
        width,
        pixels / width,
        IntStream.of(units).boxed().toList(),
        grid.columns(),
        grid.scale(),
        grid.png());
  }

  /**
   * Whether a network has a first hidden layer that can be shown.
   *
   * @param topology of the network
   * @return false without hidden layers, and with more than {@value #MOST_PIXELS} features
   */
  static boolean canShow(Topology topology) {
    return topology.layers() > 1 && topology.inputs() <= MOST_PIXELS;
  }
}
