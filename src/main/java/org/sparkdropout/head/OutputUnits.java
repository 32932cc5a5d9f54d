package org.sparkdropout.head;

import org.sparkdropout.network.Topology;

/** The last layer of a dense network for numbers, in the label's units or in standardised ones. */
public final class OutputUnits {
  private OutputUnits() {}

  /**
   * Re-expresses weights that give the label's units, so that they give standardised ones: (w x + b
   * - mean) / deviation.
   *
   * @param topology of the network
   * @param weights as the topology lays them out, which stay as they are
   * @param scale of the label; one of a single number is that of all outputs, which are quantiles
   * @return a new array
   */
  public static float[] standardised(Topology topology, float[] weights, TargetScale scale) {
    int last = topology.layers() - 1;
    int outputs = topology.outputs(last);
    int biases = topology.biasOffset(last);
    double[] means = scale.means();
    double[] deviations = scale.deviations();
    float[] values = weights.clone();
    for (int i = topology.weightOffset(last); i < biases + outputs; i++) {
      int output = (i - topology.weightOffset(last)) % outputs;
      int number = scale.width() == 1 ? 0 : output;
      double mean = i < biases ? 0 : means[number];
      values[i] = (float) ((weights[i] - mean) / deviations[number]);
    }
    return values;
  }
}
