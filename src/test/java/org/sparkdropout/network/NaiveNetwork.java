package org.sparkdropout.network;

/**
 * The truth that kernels are held against: one example at a time, double precision, plain loops.
 *
 * <p>Multipliers are (rows, units) per level, null where a level is not thinned.
 */
final class NaiveNetwork {
  private final Topology topology;
  private final float[][] multipliers;

  NaiveNetwork(Topology topology, float[][] multipliers) {
    this.topology = topology;
    this.multipliers = multipliers;
  }

  double[] logits(double[] parameters, float[] inputs, int row) {
    double[] outputs = new double[topology.inputs()];
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = inputs[row * outputs.length + i] * multiplier(0, row, i);
    }
    for (int layer = 0; layer < topology.layers(); layer++) {
      boolean last = layer == topology.layers() - 1;
      double[] next = new double[topology.outputs(layer)];
      for (int j = 0; j < next.length; j++) {
        double sum = parameters[topology.biasOffset(layer) + j];
        for (int i = 0; i < outputs.length; i++) {
          sum += outputs[i] * parameters[topology.weightOffset(layer) + i * next.length + j];
        }
        next[j] = last ? sum : activate(sum) * multiplier(layer + 1, row, j);
      }
      outputs = next;
    }
    return outputs;
  }

  /** The sum of weighted cross-entropies over the rows, divided by the rows. */
  double loss(double[] parameters, float[] inputs, float[] labels, float[] weights, int rows) {
    double loss = 0;
    for (int row = 0; row < rows; row++) {
      double[] logits = logits(parameters, inputs, row);
      double sum = 0;
      for (double logit : logits) {
        sum += Math.exp(logit);
      }
      loss += weights[row] * (Math.log(sum) - logits[(int) labels[row]]);
    }
    return loss / rows;
  }

  private double multiplier(int level, int row, int unit) {
    if (multipliers[level] == null) {
      return 1;
    }
    return multipliers[level][row * (multipliers[level].length / rows(level)) + unit];
  }

  private int rows(int level) {
    int units = level == 0 ? topology.inputs() : topology.outputs(level - 1);
    return multipliers[level].length / units;
  }

  private double activate(double z) {
    return switch (topology.activation()) {
      case RELU -> Math.max(z, 0);
      case LOGISTIC -> 1 / (1 + Math.exp(-z));
      case TANH -> Math.tanh(z);
    };
  }
}
