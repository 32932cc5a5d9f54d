package org.sparkdropout.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.sparkdropout.network.Activation;
import org.sparkdropout.network.Topology;

class OutputUnitsTest {
  @Test
  void standardised_severalNumbers_hasEachInItsUnit() {
    Topology topology = new Topology(1, new int[] {2}, 2, Activation.RELU);
    float[] weights = {1, 2, 3, 4, 10, 20, 30, 40, 50, 60};
    TargetScale scale = new TargetScale(new double[] {1, 2}, new double[] {10, 4});
    assertThat(OutputUnits.standardised(topology, weights, scale))
        .containsExactly(new float[] {1, 2, 3, 4, 1, 5, 3, 10, 4.9f, 14.5f}, within(1e-6f));
    assertThat(weights).containsExactly(1, 2, 3, 4, 10, 20, 30, 40, 50, 60);
  }

  @Test
  void standardised_quantiles_shareOneUnit() {
    Topology topology = new Topology(1, new int[0], 3, Activation.RELU);
    float[] weights = {10, 20, 30, 1, 2, 3};
    TargetScale scale = new TargetScale(new double[] {1}, new double[] {10});
    assertThat(OutputUnits.standardised(topology, weights, scale))
        .containsExactly(new float[] {1, 2, 3, 0, 0.1f, 0.2f}, within(1e-6f));
  }
}
