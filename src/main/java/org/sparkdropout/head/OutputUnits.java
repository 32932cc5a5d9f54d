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
    return rescaled(topology, weights, TargetScale.none(scale.width()), scale);
  }

  /**
   * Re-expresses weights that give standardised numbers, so that they give those of another scale.
   *
   * @param topology of the network
   * @param weights as the topology lays them out, which stay as they are
   * @param from the scale that they speak; one of a single number is that of all outputs
   * @param to the scale that they shall speak, of the same width
   * @return a new array
   */
  public static float[] rescaled(
      Topology topology, float[] weights, TargetScale from, TargetScale to) {
    int last = topology.layers() - 1;
    int outputs = topology.outputs(last);
    int kernel = topology.weightOffset(last);
    int biases = topology.biasOffset(last);
    double[] sizes = from.deviations();
    double[] shifts = from.means();
    for (int number = 0; number < sizes.length; number++) {
      sizes[number] /= to.deviations()[number];
      shifts[number] = (shifts[number] - to.means()[number]) / to.deviations()[number];
    }
    float[] values = weights.clone();
    for (int i = kernel; i < biases + outputs; i++) {
      int number = from.width() == 1 ? 0 : (i - kernel) % outputs;
      values[i] = (float) (weights[i] * sizes[number] + (i < biases ? 0 : shifts[number]));
    }
    return values;
  }
}
