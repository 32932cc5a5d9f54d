package org.sparkdropout.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkdropout.network.Activation;
import org.sparkdropout.network.Topology;

class SlicingTest {
  private static final Topology TOPOLOGY = new Topology(7, new int[] {5, 3}, 2, Activation.RELU);
  private static final int LONGEST_ROW = 5;

  private static Set<Integer> rowStarts() {
    Set<Integer> starts = new HashSet<>();
    for (int layer = 0; layer < TOPOLOGY.layers(); layer++) {
      for (int row = 0; row <= TOPOLOGY.inputs(layer) + 1; row++) {
        starts.add(TOPOLOGY.weightOffset(layer) + row * TOPOLOGY.outputs(layer));
      }
    }
    return starts;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 100})
  void slices_coverAllParametersInWholeRowsOfAboutEqualSize(int count) {
    Slicing slicing = new Slicing(TOPOLOGY.layout(), count);
    assertThat(slicing.count()).isEqualTo(count);
    assertThat(slicing.parameters()).isEqualTo(TOPOLOGY.parameters());
    assertThat(slicing.from(0)).isZero();
    for (int slice = 0; slice < count; slice++) {
      if (slice > 0) {
        assertThat(slicing.from(slice)).isEqualTo(slicing.to(slice - 1));
      }
      assertThat(rowStarts()).contains(slicing.to(slice));
      int size = slicing.to(slice) - slicing.from(slice);
      assertThat(size).isBetween(0, TOPOLOGY.parameters() / count + LONGEST_ROW);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2, 1000, 2", // small: one for each replica
    "1, 11933706, 6", // 95 MB
    "8, 2913290, 12", // 186 MB
    "500, 1000, 200", // no more than Spark writes straight to files
    "32, 100000000, 200"
  })
  void count_keepsASliceOfAllReplicasSmall(int replicas, int parameters, int slices) {
    assertThat(Slicing.count(replicas, 8L * parameters)).isEqualTo(slices);
  }
}
