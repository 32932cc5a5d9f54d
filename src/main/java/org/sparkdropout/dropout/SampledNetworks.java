package org.sparkdropout.dropout;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.sparkdropout.network.Block;
import org.sparkdropout.network.Topology;

/**
 * Thinned networks of an exported network, drawn for Monte-Carlo scoring. Each is a dense network
 * of its own, in which what a mask drops is cut out and the rest is as it was in training.
 *
 * <p>All have one shape, so that kernels are chosen once: as many units of a layer as the sample
 * that keeps most of them, at least one. A sample that keeps fewer is filled up with dropped units,
 * whose outgoing weights are 0.
 *
 * <p>Samples are a pure function of the network, what dropped in it, the seed and their number.
 * Immutable and thread-safe; travels to executors.
 *
 * <p>Source: Gal, Ghahramani, "Dropout as a Bayesian approximation", ICML 2016, section 3. They
 * draw new masks for each row; here all rows share those of a sample, so that an answer does not
 * depend on other rows.
 */
public final class SampledNetworks implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Topology whole;
  private final Dropout dropout;
  private final long seed;
  private final int samples;
  private final Topology topology;

  /**
   * Draws the shape.
   *
   * @param whole the shape of the exported network
   * @param dropout what dropped in its training
   * @param seed any value
   * @param samples how many networks, at least 1
   * @throws IllegalArgumentException if there are fewer
   */
  public SampledNetworks(Topology whole, Dropout dropout, long seed, int samples) {
    if (samples < 1) {
      throw new IllegalArgumentException("samples must be at least 1. Provided value: " + samples);
    }
    this.whole = whole;
    this.dropout = dropout;
    this.seed = seed;
    this.samples = samples;
    this.topology = shape();
  }

  private Topology shape() {
    int[] most = new int[whole.layers()];
    Arrays.fill(most, 1);
    SampleMasks masks = masks();
    for (int sample = 0; sample < samples; sample++) {
      for (int layer = 0; layer < most.length; layer++) {
        most[layer] = Math.max(most[layer], count(masks.multipliers(sample, layer)));
      }
    }
    int[] hidden = Arrays.copyOfRange(most, 1, most.length);
    return new Topology(most[0], hidden, whole.outputs(), whole.activation());
  }

  private SampleMasks masks() {
    return new SampleMasks(whole, dropout, seed);
  }

  private static int count(float[] multipliers) {
    int count = 0;
    for (float multiplier : multipliers) {
      count += multiplier == 0 ? 0 : 1;
    }
    return count;
  }

  /**
   * The number of networks.
   *
   * @return at least 1
   */
  public int samples() {
    return samples;
  }

  /**
   * The shape of each network.
   *
   * @return at most as wide as the exported network, with its outputs
   */
  public Topology topology() {
    return topology;
  }

  /**
   * Cuts the thinned networks out.
   *
   * @param exported the network, of the shape that was given
   * @return one for each sample, each of its own storage
   */
  public List<SampledNetwork> cutFrom(InferenceNetwork exported) {
    float[] parameters = exported.parameters();
    SampleMasks masks = masks();
    return IntStream.range(0, samples).mapToObj(sample -> cut(parameters, masks, sample)).toList();
  }

  private SampledNetwork cut(float[] parameters, SampleMasks masks, int sample) {
    float[][] multipliers = new float[whole.layers()][];
    int[][] units = new int[whole.layers() + 1][];
    for (int layer = 0; layer < whole.layers(); layer++) {
      multipliers[layer] = masks.multipliers(sample, layer);
      units[layer] = units(multipliers[layer], topology.inputs(layer));
    }
    units[whole.layers()] = new int[whole.outputs()];
    Arrays.setAll(units[whole.layers()], output -> output);
    float[] thinned = cut(parameters, multipliers, units);
    return new SampledNetwork(units[0], new InferenceNetwork(topology, thinned, null));
  }

  /** The units that are kept, and the first of the others up to a number, ascending. */
  private static int[] units(float[] multipliers, int width) {
    int fill = width - count(multipliers);
    int[] units = new int[width];
    int next = 0;
    for (int unit = 0; unit < multipliers.length; unit++) {
      if (multipliers[unit] != 0 || fill-- > 0) {
        units[next++] = unit;
      }
    }
    return units;
  }

  private float[] cut(float[] parameters, float[][] multipliers, int[][] units) {
    float[] thinned = new float[topology.parameters()];
    int next = 0;
    for (Block block : whole.layout().blocks()) {
      int[] columns = units[block.layer() + 1];
      if (block.hasRowPerUnit()) {
        for (int unit : units[block.layer()]) {
          float multiplier = multipliers[block.layer()][unit];
          cutRow(thinned, next, parameters, block.row(unit), columns, multiplier);
          next += columns.length;
        }
      } else {
        cutRow(thinned, next, parameters, block.offset(), columns, 1f);
        next += columns.length;
      }
    }
    return thinned;
  }

  private static void cutRow(
      float[] thinned, int start, float[] whole, int wholeStart, int[] columns, float multiplier) {
    for (int c = 0; c < columns.length; c++) {
      thinned[start + c] = multiplier * whole[wholeStart + columns[c]];
    }
  }
}
