package org.sparkdropout.dropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sparkdropout.blas.Blas;
import org.sparkdropout.head.SoftmaxCrossEntropy;
import org.sparkdropout.head.Tally;
import org.sparkdropout.network.Activation;
import org.sparkdropout.network.Forward;
import org.sparkdropout.network.Thinning;
import org.sparkdropout.network.Topology;
import org.sparkdropout.network.Weights;
import org.sparkdropout.network.Workspace;
import org.sparkdropout.optimizer.LearningRate;
import org.sparkdropout.optimizer.Optimization;
import org.sparkdropout.optimizer.Sgd;
import org.sparkdropout.optimizer.StepTime;
import org.sparkdropout.optimizer.TrainingStep;
import org.sparkdropout.random.Streams;

class ThinnedNetworkTest {
  private static final SoftmaxCrossEntropy HEAD = new SoftmaxCrossEntropy(3);
  private static final StepTime START = new StepTime(0, 0, 1);
  private static final Topology TOPOLOGY = new Topology(5, new int[] {9, 7}, 3, Activation.TANH);
  private static final int ROWS = 6;

  private static Dropout dropout(Dropout.Kind kind, Dropout.Sharing sharing) {
    return Dropout.of(kind, sharing, 0, new double[] {0.4, 0.5}, TOPOLOGY);
  }

  private static ThinnedNetwork drawn(int replica, int epoch, int step) {
    ThinnedNetwork thinned =
        ThinnedNetwork.of(TOPOLOGY, dropout(Dropout.Kind.CLASSIC, Dropout.Sharing.BATCH));
    thinned.draw(new Streams(42), replica, epoch, step);
    return thinned;
  }

  private static float[] random(int length, long seed) {
    Random random = new Random(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** Against the number of marked parameters before the row. */
  @Test
  void offset_ofARow_countsTheKeptParametersBeforeIt() {
    ThinnedNetwork thinned = drawn(3, 0, 0);
    float[] ones = new float[thinned.topology().parameters()];
    Arrays.fill(ones, 1f);
    float[] marks = new float[TOPOLOGY.parameters()];
    ThinnedParameters.scatter(thinned, marks, ones);
    int rows = 0;
    for (int layer = 0; layer < TOPOLOGY.layers(); layer++) {
      for (int row = 0; row <= TOPOLOGY.inputs(layer) + 1; row++) {
        int start = TOPOLOGY.weightOffset(layer) + row * TOPOLOGY.outputs(layer);
        int before = 0;
        for (int i = 0; i < start; i++) {
          before += (int) marks[i];
        }
        assertThat(thinned.offset(start)).isEqualTo(before);
        rows++;
      }
    }
    assertThat(rows).isEqualTo(5 + 9 + 7 + 2 * TOPOLOGY.layers());
  }

  @Test
  void sharedDropout_isThatOfWholeUnits() {
    Dropout dropout = dropout(Dropout.Kind.CLASSIC, Dropout.Sharing.ROUND);
    assertThat(dropout.retain(1)).isCloseTo(5 / 9.0, within(1e-15));
    assertThat(dropout.retain(2)).isCloseTo(4 / 7.0, within(1e-15));
    Topology narrow = new Topology(5, new int[] {2}, 3, Activation.RELU);
    double[] nearlyAll = {0.9};
    assertThat(
            Dropout.of(Dropout.Kind.CLASSIC, Dropout.Sharing.BATCH, 0, nearlyAll, narrow).retain(1))
        .isEqualTo(0.5);
  }

  @Test
  void sharedGaussianNoise_isRefused() {
    assertThatThrownBy(() -> dropout(Dropout.Kind.GAUSSIAN, Dropout.Sharing.BATCH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "maskSharing must be example with dropoutKind gaussian, which drops no units. Provided"
                + " value: batch");
  }

  @Test
  void draw_keepsAscendingUnitsOfTheRightNumber() {
    ThinnedNetwork thinned = drawn(3, 1, 8);
    assertThat(thinned.topology()).isEqualTo(new Topology(5, new int[] {5, 4}, 3, Activation.TANH));
    assertThat(thinned.kept(0)).containsExactly(0, 1, 2, 3, 4);
    assertThat(thinned.kept(3)).containsExactly(0, 1, 2);
    for (int level = 1; level <= 2; level++) {
      assertThat(thinned.kept(level)).isSorted().doesNotHaveDuplicates();
      assertThat(thinned.kept(level)[0]).isNotNegative();
      assertThat(thinned.kept(level)[thinned.kept(level).length - 1])
          .isLessThan(TOPOLOGY.outputs(level - 1));
    }
  }

  @Test
  void draw_ofTheSameName_isTheSame() {
    ThinnedNetwork thinned = drawn(3, 1, 8);
    int[] first = thinned.kept(1).clone();
    thinned.draw(new Streams(42), 2, 7, 5);
    thinned.draw(new Streams(42), 3, 1, 8);
    assertThat(thinned.kept(1)).containsExactly(first);
  }

  /**
   * 8 replicas x 2 epochs x 8 steps x 2 layers of 1,000 units, 500 kept: of 32,640 pairs none share
   * more or fewer than six standard deviations around 250 (hypergeometric, deviation 7.9). Tails of
   * 2e-9 each: a false alarm has odds below 0.0001; the seed is fixed.
   */
  @Test
  void draws_ofDifferentNames_areIndependent() {
    Topology wide = new Topology(1, new int[] {1000, 1000}, 2, Activation.RELU);
    ThinnedNetwork thinned =
        ThinnedNetwork.of(
            wide,
            Dropout.of(Dropout.Kind.CLASSIC, Dropout.Sharing.ROUND, 0, new double[] {0.5}, wide));
    Set<Set<Integer>> seen = new HashSet<>();
    for (int replica = 0; replica < 8; replica++) {
      for (int epoch = 0; epoch < 2; epoch++) {
        for (int step = 0; step < 8; step++) {
          thinned.draw(new Streams(7), replica, epoch, step);
          for (int level = 1; level <= 2; level++) {
            Set<Integer> units = new HashSet<>();
            Arrays.stream(thinned.kept(level)).forEach(units::add);
            assertThat(seen.add(units)).isTrue();
          }
        }
      }
    }
    double bound = 6 * Math.sqrt(500 * 0.25 * 500 / 999.0);
    for (Set<Integer> a : seen) {
      for (Set<Integer> b : seen) {
        if (a != b) {
          assertThat((double) a.stream().filter(b::contains).count()).isCloseTo(250, within(bound));
        }
      }
    }
  }

  /**
   * Over 20,000 draws of 5 of 9 units, each unit is kept in a share within five standard errors of
   * 5/9, and each pair in one of 5/9 x 4/8. 45 comparisons at 5.7e-7: odds below 3e-5; the seed is
   * fixed.
   */
  @Test
  void draw_keepsEveryUnitAndPairEquallyOften() {
    ThinnedNetwork thinned = drawn(0, 0, 0);
    int draws = 20_000;
    int[][] together = new int[9][9];
    for (int step = 0; step < draws; step++) {
      thinned.draw(new Streams(5), 1, 0, step);
      for (int a : thinned.kept(1)) {
        for (int b : thinned.kept(1)) {
          together[a][b]++;
        }
      }
    }
    for (int a = 0; a < 9; a++) {
      for (int b = 0; b <= a; b++) {
        double share = a == b ? 5 / 9.0 : 5 / 9.0 * 4 / 8.0;
        assertThat(together[a][b] / (double) draws)
            .isCloseTo(share, within(5 * Math.sqrt(share * (1 - share) / draws)));
      }
    }
  }

  @Test
  void gatherAndScatter_moveWhatBelongsToKeptUnitsAlone() {
    ThinnedNetwork thinned = drawn(1, 2, 3);
    float[] whole = random(TOPOLOGY.parameters(), 1);
    float[] wholeVelocity = random(TOPOLOGY.parameters(), 2);
    float[] values = new float[thinned.topology().parameters()];
    float[] velocity = new float[values.length];
    thinned.gather(new float[][] {values, velocity}, new float[][] {whole, wholeVelocity});
    float[] back = new float[whole.length];
    float[] backVelocity = new float[whole.length];
    thinned.scatter(new float[][] {back, backVelocity}, new float[][] {values, velocity});
    for (int layer = 0; layer < TOPOLOGY.layers(); layer++) {
      int units = TOPOLOGY.outputs(layer);
      for (int unit = 0; unit < units; unit++) {
        boolean unitKept = contains(thinned.kept(layer + 1), unit);
        for (int input = 0; input < TOPOLOGY.inputs(layer); input++) {
          int place = TOPOLOGY.weightOffset(layer) + input * units + unit;
          boolean kept = unitKept && contains(thinned.kept(layer), input);
          assertThat(back[place]).isEqualTo(kept ? whole[place] : 0f);
          assertThat(backVelocity[place]).isEqualTo(kept ? wholeVelocity[place] : 0f);
        }
        int bias = TOPOLOGY.biasOffset(layer) + unit;
        assertThat(back[bias]).isEqualTo(unitKept ? whole[bias] : 0f);
        assertThat(backVelocity[bias]).isEqualTo(unitKept ? wholeVelocity[bias] : 0f);
      }
    }
  }

  private static boolean contains(int[] units, int unit) {
    return Arrays.binarySearch(units, unit) >= 0;
  }

  /** The whole network, with a mask that drops the same units for every example. */
  private static final class SameMask implements Thinning {
    private final ThinnedNetwork thinned;
    private final float factor;

    SameMask(ThinnedNetwork thinned, float factor) {
      this.thinned = thinned;
      this.factor = factor;
    }

    @Override
    public boolean thins(int layer) {
      return layer > 0;
    }

    @Override
    public void thin(float[] values, int layer, int rows, int units) {
      throw new IllegalStateException("Inputs are not thinned");
    }

    @Override
    public void multipliers(float[] out, int layer, int rows, int units) {
      Arrays.fill(out, 0, rows * units, 0f);
      for (int row = 0; row < rows; row++) {
        for (int unit : thinned.kept(layer)) {
          out[row * units + unit] = factor;
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Dropout.Kind.class,
      names = {"CLASSIC", "INVERTED"})
  void logits_areThoseOfTheWholeNetworkWithThatMask(Dropout.Kind kind) {
    Dropout dropout = Dropout.of(kind, Dropout.Sharing.BATCH, 0, new double[] {0.4}, narrow());
    ThinnedNetwork thinned = ThinnedNetwork.of(narrow(), dropout);
    thinned.draw(new Streams(42), 1, 2, 3);
    float[] whole = random(narrow().parameters(), 2);
    float[] values = new float[thinned.topology().parameters()];
    ThinnedParameters.gather(thinned, values, whole);
    float factor = kind == Dropout.Kind.INVERTED ? (float) (1 / dropout.retain(1)) : 1f;
    float[] expected = logits(new Weights(narrow(), whole), new SameMask(thinned, factor));
    float[] logits =
        logits(
            new Weights(thinned.topology(), values),
            new Masks(dropout, new Streams(42), 1).at(2, 3));
    for (int i = 0; i < ROWS * 3; i++) {
      assertThat(logits[i]).isCloseTo(expected[i], within(1e-5f));
    }
  }

  private static Topology narrow() {
    return new Topology(5, new int[] {10, 10}, 3, Activation.RELU);
  }

  private static float[] logits(Weights weights, Thinning thinning) {
    Workspace workspace = new Workspace(weights.topology(), ROWS);
    fill(workspace);
    new Forward(Blas.instance()).run(workspace, weights, thinning, ROWS);
    return workspace.scores();
  }

  private static void fill(Workspace workspace) {
    System.arraycopy(random(ROWS * 5, 3), 0, workspace.inputs(), 0, ROWS * 5);
    for (int row = 0; row < ROWS; row++) {
      workspace.targets()[row] = row % 3;
      workspace.exampleWeights()[row] = 1f;
    }
  }

  /** Without momentum a dropped parameter's gradient is zero, so both take the same step. */
  @Test
  void step_isThatOfTheWholeNetworkWithThatMask() {
    ThinnedNetwork thinned = drawn(1, 2, 3);
    float[] whole = random(TOPOLOGY.parameters(), 4);
    float[] expected = whole.clone();
    TrainingStep sgd = new TrainingStep(TOPOLOGY, HEAD, plain(0), ROWS, Blas.instance());
    fill(sgd.workspace());
    sgd.step(
        new Weights(TOPOLOGY, expected),
        new float[1][whole.length],
        new Tally(),
        new SameMask(thinned, 1f),
        ROWS,
        START);
    float[] values = thinnedStep(thinned, whole, plain(0));
    ThinnedParameters.scatter(thinned, whole, values);
    for (int i = 0; i < whole.length; i++) {
      assertThat(whole[i]).isCloseTo(expected[i], within(1e-5f));
    }
  }

  private static float[] thinnedStep(
      ThinnedNetwork thinned, float[] whole, Optimization optimization) {
    float[] values = new float[thinned.topology().parameters()];
    ThinnedParameters.gather(thinned, values, whole);
    TrainingStep sgd =
        new TrainingStep(thinned.topology(), HEAD, optimization, ROWS, Blas.instance());
    thinned.absentSquares(sgd.absentSquares(), whole);
    fill(sgd.workspace());
    sgd.step(
        new Weights(thinned.topology(), values),
        new float[1][values.length],
        new Tally(),
        Thinning.NONE,
        ROWS,
        START);
    return values;
  }

  private static Optimization plain(double maxNorm) {
    return new Optimization(
        new LearningRate(LearningRate.Schedule.CONSTANT, 0.1, 0, 1, 0),
        new Sgd(Sgd.Kind.CLASSICAL, 0, 0, 0),
        maxNorm,
        0,
        0,
        0);
  }

  /** Each unit's present weights shrink by the factor that would bring all of its weights in. */
  @Test
  void maxNorm_scalesPresentWeightsByTheFactorOfTheWholeUnit() {
    ThinnedNetwork thinned = drawn(1, 2, 3);
    float[] unbound = random(TOPOLOGY.parameters(), 6);
    float[] bounded = unbound.clone();
    double bound = 2.5;
    ThinnedParameters.scatter(thinned, bounded, thinnedStep(thinned, unbound, plain(bound)));
    ThinnedParameters.scatter(thinned, unbound, thinnedStep(thinned, unbound, plain(0)));
    Set<Boolean> outside = new HashSet<>();
    for (int layer = 0; layer < 2; layer++) {
      for (int unit : thinned.kept(layer + 1)) {
        double factor = Math.min(1, bound / length(unbound, layer, unit));
        for (int input : thinned.kept(layer)) {
          int weight = TOPOLOGY.weightOffset(layer) + input * TOPOLOGY.outputs(layer) + unit;
          assertThat((double) bounded[weight]).isCloseTo(factor * unbound[weight], within(1e-5));
        }
        outside.add(factor < 1);
      }
    }
    assertThat(outside).containsExactlyInAnyOrder(true, false);
  }

  /** Absent weights beyond the bound on their own neither end the run nor wipe out the others. */
  @Test
  void maxNorm_belowTheAbsentWeightsForManySteps_leavesPresentWeights() {
    ThinnedNetwork thinned = drawn(1, 2, 3);
    float[] whole = random(TOPOLOGY.parameters(), 6);
    double bound = 0.1;
    TrainingStep sgd = new TrainingStep(thinned.topology(), HEAD, plain(bound), ROWS, Blas.java());
    thinned.absentSquares(sgd.absentSquares(), whole);
    float[] values = new float[thinned.topology().parameters()];
    ThinnedParameters.gather(thinned, values, whole);
    Weights weights = new Weights(thinned.topology(), values);
    float[][] velocity = new float[1][values.length];
    for (int step = 0; step < 20; step++) {
      System.arraycopy(random(ROWS * 5, step), 0, sgd.workspace().inputs(), 0, ROWS * 5);
      Arrays.fill(sgd.workspace().exampleWeights(), 1f);
      sgd.step(weights, velocity, new Tally(), Thinning.NONE, ROWS, START);
    }
    ThinnedParameters.scatter(thinned, whole, values);
    for (int layer = 0; layer < 2; layer++) {
      for (int unit : thinned.kept(layer + 1)) {
        double present = 0;
        for (int input : thinned.kept(layer)) {
          int weight = TOPOLOGY.weightOffset(layer) + input * TOPOLOGY.outputs(layer) + unit;
          present += (double) whole[weight] * whole[weight];
        }
        assertThat(Math.sqrt(present)).isBetween(bound / 100, bound + 1e-5);
      }
    }
  }

  private static double length(float[] values, int layer, int unit) {
    double square = 0;
    for (int input = 0; input < TOPOLOGY.inputs(layer); input++) {
      double value = values[TOPOLOGY.weightOffset(layer) + input * TOPOLOGY.outputs(layer) + unit];
      square += value * value;
    }
    return Math.sqrt(square);
  }
}
