package org.sparkdropout.train;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.sparkdropout.dropout.ThinnedNetwork;
import org.sparkdropout.network.Topology;

/**
 * The average of thinned networks: each parameter over the replicas that had it, weighted by their
 * examples (Yuan et al. 2019, arXiv:1910.02120, algorithm 1, where parts do not overlap).
 *
 * <p>A row of a weight matrix, the weights that leave one unit, is summed in replica order on one
 * thread; rows are shared out over the processors.
 */
final class ThinnedAverage {
  private final List<ThinnedNetwork> networks;
  private final double[] shares;
  private final Topology whole;

  /**
   * Prepares an average.
   *
   * @param networks of each replica, at least one
   * @param shares of each replica, its examples by those of all
   */
  ThinnedAverage(List<ThinnedNetwork> networks, double[] shares) {
    this.networks = networks;
    this.shares = shares;
    this.whole = networks.get(0).whole();
  }

  /**
   * Averages.
   *
   * @param average in: the parameters before the round; out: their averages
   * @param arrays the parameters of each replica's thinned network after the round
   */
  void average(float[] average, float[][] arrays) {
    for (int layer = 0; layer < whole.layers(); layer++) {
      int[][] places = places(layer);
      int current = layer;
      IntStream.rangeClosed(0, whole.inputs(layer))
          .parallel()
          .forEach(row -> averageRow(average, arrays, current, row, places));
    }
  }

  /** For each replica and input row of a layer, and last the biases: where it is, or -1. */
  private int[][] places(int layer) {
    int[][] places = new int[networks.size()][whole.inputs(layer) + 1];
    for (int r = 0; r < places.length; r++) {
      Topology topology = networks.get(r).topology();
      Arrays.fill(places[r], -1);
      int place = topology.weightOffset(layer);
      for (int input : networks.get(r).kept(layer)) {
        places[r][input] = place;
        place += topology.outputs(layer);
      }
      places[r][whole.inputs(layer)] = place;
    }
    return places;
  }

  private void averageRow(float[] average, float[][] arrays, int layer, int row, int[][] places) {
    int units = whole.outputs(layer);
    double[] sums = new double[units];
    double[] present = new double[units];
    for (int r = 0; r < arrays.length; r++) {
      if (places[r][row] >= 0) {
        add(sums, present, arrays[r], places[r][row], networks.get(r).kept(layer + 1), shares[r]);
      }
    }
    int offset = whole.weightOffset(layer) + row * units;
    for (int unit = 0; unit < units; unit++) {
      if (present[unit] > 0) {
        average[offset + unit] = (float) (sums[unit] / present[unit]);
      }
    }
  }

  private static void add(
      double[] sums, double[] present, float[] values, int place, int[] columns, double share) {
    for (int c = 0; c < columns.length; c++) {
      sums[columns[c]] += share * values[place + c];
      present[columns[c]] += share;
    }
  }
}
