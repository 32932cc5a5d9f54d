package org.sparkdropout.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparkdropout.blas.Blas;
import org.sparkdropout.dropout.InferenceNetwork;
import org.sparkdropout.network.Activation;
import org.sparkdropout.network.Forward;
import org.sparkdropout.network.Topology;
import org.sparkdropout.network.Workspace;

class BatchScorerTest {
  private static final int ROWS = 2 * 256 + 21;

  static Topology[] topologies() {
    return new Topology[] {
      new Topology(13, new int[] {}, 2, Activation.RELU),
      new Topology(784, new int[] {}, 10, Activation.RELU),
      new Topology(10, new int[] {16}, 3, Activation.RELU),
      new Topology(101, new int[] {17}, 2, Activation.TANH),
      new Topology(784, new int[] {37, 64}, 10, Activation.RELU),
      new Topology(300, new int[] {500, 301}, 9, Activation.LOGISTIC),
    };
  }

  @ParameterizedTest
  @MethodSource("topologies")
  void logits_inBatchesOfAnySize_haveTheSameBits(Topology topology) {
    assertSameBitsInAnyBatch(random(topology), network -> Tile.of(network, Blas.instance()));
  }

  @ParameterizedTest
  @MethodSource("topologies")
  void logits_ofWeightsThatAreNotPacked_haveTheSameBits(Topology topology) {
    int rows = TileSize.of(topology, Blas.instance());
    assertSameBitsInAnyBatch(
        random(topology), network -> new FeatureMajorTile(network, Blas.instance(), rows));
  }

  @ParameterizedTest
  @MethodSource("topologies")
  void logits_inPureJavaInBatchesOfAnySize_haveTheSameBits(Topology topology) {
    assertSameBitsInAnyBatch(random(topology), network -> Tile.of(network, Blas.java()));
  }

  private static void assertSameBitsInAnyBatch(
      InferenceNetwork network, Function<InferenceNetwork, Tile> tile) {
    float[][] rows = rows(network.topology().inputs());
    double[][] all = score(new BatchScorer(network, tile.apply(network)), rows, 0, ROWS);
    for (int size : new int[] {1, 7, 129}) {
      BatchScorer scorer = new BatchScorer(network, tile.apply(network));
      for (int from = 0; from < ROWS; from += size) {
        int count = Math.min(size, ROWS - from);
        double[][] batch = score(scorer, rows, from, count);
        for (int row = 0; row < count; row++) {
          assertThat(batch[row]).as("row %d by %d", from + row, size).isEqualTo(all[from + row]);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("topologies")
  void logits_ofOneRowAnywhereInATile_haveTheSameBits(Topology topology) {
    float[][] rows = rows(topology.inputs());
    BatchScorer scorer = new BatchScorer(random(topology), Blas.instance());
    double[] alone = score(scorer, rows, 0, 1)[0];
    for (int place = 0; place < scorer.tileRows(); place++) {
      int at = place;
      double[][] tile =
          scorer.logits(
              scorer.tileRows(),
              (row, target, offset) -> copy(rows[row == at ? 0 : row + 1], target, offset));
      assertThat(tile[place]).as("place %d", place).isEqualTo(alone);
    }
  }

  /** Hidden units that are silent for ordinary rows must not hide what kernels do. */
  @Test
  void logits_ofUnitsThatOnlyLargeFeaturesWake_haveTheSameBitsInAnyBatch() {
    Topology topology = new Topology(50, new int[] {40}, 3, Activation.RELU);
    float[] weights = gaussian(new Random(6), topology.parameters());
    Arrays.fill(weights, topology.biasOffset(0), topology.biasOffset(0) + 40, -8f);
    InferenceNetwork network = InferenceNetwork.restore(topology, weights);
    float[][] rows = rows(50);
    for (float[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        row[i] *= 200f;
      }
    }
    double[][] all = score(new BatchScorer(network, Blas.instance()), rows, 0, ROWS);
    for (int row = 0; row < ROWS; row++) {
      double[][] alone = score(new BatchScorer(network, Blas.instance()), rows, row, 1);
      assertThat(alone[0]).as("row %d", row).isEqualTo(all[row]);
    }
  }

  @ParameterizedTest
  @MethodSource("topologies")
  void logits_agreeWithTheRowMajorForwardPass(Topology topology) {
    float[][] rows = rows(topology.inputs());
    InferenceNetwork network = random(topology);
    Workspace workspace = new Workspace(topology, ROWS);
    for (int row = 0; row < ROWS; row++) {
      copy(rows[row], workspace.inputs(), row * topology.inputs());
    }
    network.logits(workspace, new Forward(Blas.instance()), ROWS);
    for (int tileRows : new int[] {0, 8, 16, 64, 256}) {
      BatchScorer scorer =
          tileRows == 0
              ? new BatchScorer(network, Blas.instance())
              : new BatchScorer(network, new FeatureMajorTile(network, Blas.instance(), tileRows));
      double[][] logits = score(scorer, rows, 0, ROWS);
      for (int i = 0; i < ROWS * topology.outputs(); i++) {
        double expected = workspace.scores()[i];
        assertThat(logits[i / topology.outputs()][i % topology.outputs()])
            .isCloseTo(expected, within(1e-4 * (1 + Math.abs(expected))));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("topologies")
  void logits_ofRowsBesideNaN_areNotTouchedByIt(Topology topology) {
    float[][] rows = rows(topology.inputs());
    BatchScorer scorer = new BatchScorer(random(topology), Blas.instance());
    double[] alone = score(scorer, rows, 0, 1)[0];
    rows[1][0] = Float.NaN;
    assertThat(score(scorer, rows, 0, 2)[0]).isEqualTo(alone);
    assertThat(score(scorer, rows, 0, 1)[0]).isEqualTo(alone);
  }

  private static double[][] score(BatchScorer scorer, float[][] rows, int from, int count) {
    return scorer.logits(count, (row, target, offset) -> copy(rows[from + row], target, offset));
  }

  private static void copy(float[] row, float[] target, int offset) {
    System.arraycopy(row, 0, target, offset, row.length);
  }

  private static float[][] rows(int width) {
    Random random = new Random(5);
    return IntStream.range(0, ROWS).mapToObj(i -> gaussian(random, width)).toArray(float[][]::new);
  }

  private static InferenceNetwork random(Topology topology) {
    return InferenceNetwork.restore(topology, gaussian(new Random(6), topology.parameters()));
  }

  private static float[] gaussian(Random random, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian() / 4;
    }
    return values;
  }
}
