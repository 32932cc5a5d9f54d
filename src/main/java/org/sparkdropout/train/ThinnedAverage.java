package org.sparkdropout.train;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.sparkdropout.dropout.ThinnedNetwork;
import org.sparkdropout.network.Block;
import org.sparkdropout.network.Topology;

/**
 * The average of thinned networks: each parameter over the replicas that had it, weighted by their
 * examples (Yuan et al. 2019, arXiv:1910.02120, algorithm 1, where parts do not overlap).
 *
 * <p>A row of a weight matrix, the weights that leave one unit, is summed in replica order on one
 * thread.
 */
final class ThinnedAverage {
  /**
   * So many replicas have at most 255 sets of those that have a row; more seldom have one twice.
   */
  private static final int FEW_REPLICAS = 8;

  private final List<ThinnedNetwork> networks;
  private final double[] shares;
  private final Topology whole;
  private final UnaryOperator<IntStream> cores;

  /**
   * Prepares an average.
   *
   * @param networks of each replica, at least one
   * @param shares of each replica, its examples by those of all
   * @param cores sets how rows are shared out over processors
   */
  ThinnedAverage(List<ThinnedNetwork> networks, double[] shares, UnaryOperator<IntStream> cores) {
    this.cores = cores;
    this.networks = networks;
    this.shares = shares;
    this.whole = networks.get(0).whole();
  }

  /**
   * Averages.
   *
   * @param average in: parameters of whole rows before the round; out: their averages
   * @param from where they start among all parameters of the whole network
   * @param arrays those of the same rows that each replica's thinned network has, after the round
   */
  void average(float[] average, int from, float[][] arrays) {
    for (int layer = 0; layer < whole.layers(); layer++) {
      int first = rowsBefore(from, layer);
      int end = rowsBefore(from + average.length, layer);
      if (first < end) {
        LayerAverage rows = new LayerAverage(layer, average, from, arrays);
        cores.apply(IntStream.range(first, end)).forEach(rows::average);
      }
    }
  }

  /** How many rows of a layer, its biases being the last one, come before a parameter. */
  private int rowsBefore(int parameter, int layer) {
    Block kernel = whole.layout().kernel(layer);
    int rows = (parameter - kernel.offset()) / kernel.columns();
    return Math.max(0, Math.min(rows, kernel.rows() + 1));
  }

  /** One layer: the rows of its weight matrix and then, as one more row, its biases. */
  private final class LayerAverage {
    private final int layer;
    private final float[] average;
    private final int from;
    private final float[][] arrays;

    /** For each replica and row: where it starts in the replica's array, or a negative number. */
    private final int[][] places;

    /** For the replicas that have a row: what to multiply the sum of each unit by. */
    private final Map<BitSet, double[]> factorsOf = new ConcurrentHashMap<>();

    LayerAverage(int layer, float[] average, int from, float[][] arrays) {
      this.layer = layer;
      this.average = average;
      this.from = from;
      this.arrays = arrays;
      this.places = new int[arrays.length][whole.inputs(layer) + 1];
      for (int r = 0; r < places.length; r++) {
        locate(places[r], networks.get(r));
      }
    }

    private void locate(int[] rows, ThinnedNetwork network) {
      Arrays.fill(rows, -1);
      int place = network.topology().layout().kernel(layer).offset() - network.offset(from);
      for (int input : network.kept(layer)) {
        rows[input] = place;
        place += network.topology().outputs(layer);
      }
      rows[whole.inputs(layer)] = place;
    }

    void average(int row) {
      BitSet present = new BitSet();
      for (int r = 0; r < arrays.length; r++) {
        present.set(r, places[r][row] >= 0);
      }
      int offset = whole.layout().kernel(layer).row(row) - from;
      int first = present.nextSetBit(0);
      if (present.cardinality() > 1) {
        averageSeveral(row, offset, present);
      } else if (first >= 0) {
        copy(average, offset, arrays[first], places[first][row], columns(first));
      }
    }

    private void averageSeveral(int row, int offset, BitSet present) {
      double[] factors =
          arrays.length <= FEW_REPLICAS
              ? factorsOf.computeIfAbsent(present, this::factors)
              : factors(present);
      double[] sums = new double[factors.length];
      for (int r = present.nextSetBit(0); r >= 0; r = present.nextSetBit(r + 1)) {
        add(sums, arrays[r], places[r][row], columns(r), shares[r]);
      }
      for (int unit = 0; unit < sums.length; unit++) {
        if (factors[unit] > 0) {
          average[offset + unit] = (float) (sums[unit] * factors[unit]);
        }
      }
    }

    private int[] columns(int replica) {
      return networks.get(replica).kept(layer + 1);
    }

    /** One over the shares of the replicas that have a unit; 0 where none has it. */
    private double[] factors(BitSet present) {
      double[] factors = new double[whole.outputs(layer)];
      for (int r = present.nextSetBit(0); r >= 0; r = present.nextSetBit(r + 1)) {
        for (int unit : columns(r)) {
          factors[unit] += shares[r];
        }
      }
      for (int unit = 0; unit < factors.length; unit++) {
        factors[unit] = factors[unit] > 0 ? 1 / factors[unit] : 0;
      }
      return factors;
    }
  }

  private static void copy(float[] average, int offset, float[] values, int place, int[] columns) {
    for (int c = 0; c < columns.length; c++) {
      average[offset + columns[c]] = values[place + c];
    }
  }

  private static void add(double[] sums, float[] values, int place, int[] columns, double share) {
    for (int c = 0; c < columns.length; c++) {
      sums[columns[c]] += share * values[place + c];
    }
  }
}
