package org.sparkdropout.score;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.network.Activation;
import org.sparkdropout.network.Topology;
import org.sparkdropout.network.Weights;
import org.sparkdropout.random.Normal;
import org.sparkdropout.random.Purpose;
import org.sparkdropout.random.Streams;

/**
 * Thinned networks unit by unit in double precision, on the weights as they were trained: what
 * Monte-Carlo scoring must come to.
 *
 * @param weights before they were scaled
 * @param dropout with masks of any sharing
 * @param seed of the masks
 */
record NaiveThinning(Weights weights, Dropout dropout, long seed) {
  /** The scores of a row by the network of a sample. */
  double[] scores(float[] row, int sample) {
    Topology topology = weights.topology();
    double[] below = new double[row.length];
    for (int i = 0; i < row.length; i++) {
      below[i] = row[i];
    }
    for (int layer = 0; layer < topology.layers(); layer++) {
      double[] sums = new double[topology.outputs(layer)];
      for (int unit = 0; unit < sums.length; unit++) {
        sums[unit] = weights.values()[topology.biasOffset(layer) + unit];
        for (int i = 0; i < below.length; i++) {
          int place = topology.weightOffset(layer) + i * sums.length + unit;
          sums[unit] += factor(sample, layer, i) * below[i] * weights.values()[place];
        }
        boolean isHidden = layer < topology.layers() - 1;
        sums[unit] = isHidden ? activated(topology.activation(), sums[unit]) : sums[unit];
      }
      below = sums;
    }
    return below;
  }

  /** What a unit was multiplied by in training. */
  private double factor(int sample, int layer, int unit) {
    int[] block = new int[4];
    new Streams(seed).block(block, Purpose.MONTE_CARLO, 0, 0, sample, layer, unit / 4);
    double retain = dropout.retain(layer);
    boolean alone = layer == 0 || dropout.sharing() == Dropout.Sharing.EXAMPLE;
    boolean isKept =
        alone
            ? Integer.toUnsignedLong(block[unit % 4]) / 0x1p32 < retain
            : isChosen(sample, layer, unit);
    return switch (dropout.kind()) {
      case CLASSIC -> isKept ? 1 : 0;
      case INVERTED -> isKept ? 1 / retain : 0;
      case GAUSSIAN -> 1 + Math.sqrt((1 - retain) / retain) * Normal.ofWord(block[unit % 4]);
    };
  }

  /** Whether a unit is among those that are kept of a layer, whose number is the same each time. */
  private boolean isChosen(int sample, int layer, int unit) {
    int units = weights.topology().inputs(layer);
    int kept = (int) Math.round(dropout.retain(layer) * units);
    List<Integer> order = new ArrayList<>(IntStream.range(0, units).boxed().toList());
    int[] block = new int[4];
    for (int i = 0; i < kept; i++) {
      new Streams(seed).block(block, Purpose.MONTE_CARLO, 0, 0, sample, layer, i / 4);
      double uniform = Integer.toUnsignedLong(block[i % 4]) / 0x1p32;
      Collections.swap(order, i, i + (int) (uniform * (units - i)));
    }
    return order.subList(0, kept).contains(unit);
  }

  private static double activated(Activation activation, double sum) {
    return switch (activation) {
      case RELU -> Math.max(0, sum);
      case TANH -> Math.tanh(sum);
      case LOGISTIC -> 1 / (1 + Math.exp(-sum));
    };
  }
}
