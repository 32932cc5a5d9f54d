package org.sparkdropout.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sparkdropout.random.Streams;

class TopologyTest {
  @Test
  void offsets_leaveNoGaps() {
    Topology topology = new Topology(4, new int[] {3, 5}, 2, Activation.RELU);
    assertThat(topology.layers()).isEqualTo(3);
    assertThat(topology.weightOffset(0)).isZero();
    assertThat(topology.biasOffset(0)).isEqualTo(12);
    assertThat(topology.weightOffset(1)).isEqualTo(15);
    assertThat(topology.biasOffset(1)).isEqualTo(30);
    assertThat(topology.weightOffset(2)).isEqualTo(35);
    assertThat(topology.biasOffset(2)).isEqualTo(45);
    assertThat(topology.parameters()).isEqualTo(47);
    assertThat(topology).hasToString("4-3-5-2 relu");
  }

  @Test
  void topology_withoutHiddenLayers_isSoftmaxRegression() {
    Topology topology = new Topology(4, new int[0], 2, Activation.RELU);
    assertThat(topology.layers()).isEqualTo(1);
    assertThat(topology.hidden()).isEmpty();
    assertThat(topology.parameters()).isEqualTo(10);
  }

  @Test
  void topology_withSizesOutOfRange_isRefused() {
    assertThatThrownBy(() -> new Topology(4, new int[] {0}, 2, Activation.RELU))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Every layer must have at least 1 unit. Provided layers: [4, 0, 2]");
    assertThatThrownBy(() -> new Topology(4, new int[] {3}, 0, Activation.RELU))
        .hasMessage("Every layer must have at least 1 unit. Provided layers: [4, 3, 0]");
    int[] tooDeep = new int[Streams.MAX_LAYERS];
    Arrays.fill(tooDeep, 1);
    assertThatThrownBy(() -> new Topology(4, tooDeep, 2, Activation.RELU))
        .hasMessage("A network must have at most 4095 hidden layers. Provided: 4096");
    assertThatThrownBy(() -> new Topology(100_000, new int[] {100_000}, 2, Activation.RELU))
        .hasMessage(
            "A network must have fewer than 2^31 parameters. Provided layers: [100000, 100000, 2]."
                + " Lower hiddenLayers or the number of features");
  }

  @Test
  void weights_ofAnotherLength_areRefused() {
    Topology topology = new Topology(4, new int[0], 2, Activation.RELU);
    assertThatThrownBy(() -> new Weights(topology, new float[9]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A network 4-2 relu must have 10 parameters. Provided: 9");
  }

  @Test
  void workspace_beyondArrays_isRefused() {
    Topology topology = new Topology(1_000_000, new int[0], 2, Activation.RELU);
    assertThatThrownBy(() -> new Workspace(topology, 3000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3000 examples of 1000000 units. Lower batchSize");
  }

  /** The standard deviation of 40,000 weights lies within five standard errors. */
  @ParameterizedTest
  @EnumSource(Initialization.Kind.class)
  void initialization_hasItsStandardDeviationAndZeroBiases(Initialization.Kind kind) {
    Topology topology = new Topology(200, new int[] {200}, 2, Activation.RELU);
    Weights weights = new Initialization(kind, 0.05).draw(topology, new Streams(1));
    double squares = 0;
    for (int i = 0; i < 40_000; i++) {
      squares += weights.values()[i] * (double) weights.values()[i];
    }
    double expected =
        switch (kind) {
          case HE -> 0.1;
          case GLOROT -> Math.sqrt(2.0 / 400);
          case GAUSSIAN -> 0.05;
        };
    double tolerance = 5 * expected / Math.sqrt(2 * 40_000.0);
    assertThat(Math.sqrt(squares / 40_000)).isCloseTo(expected, within(tolerance));
    for (int i = topology.biasOffset(0); i < topology.weightOffset(1); i++) {
      assertThat(weights.values()[i]).isZero();
    }
  }
}
