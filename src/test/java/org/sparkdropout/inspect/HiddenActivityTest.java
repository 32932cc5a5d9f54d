package org.sparkdropout.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.dropout.InferenceNetwork;
import org.sparkdropout.dropout.WeightScaling;
import org.sparkdropout.network.Activation;
import org.sparkdropout.network.Topology;
import org.sparkdropout.network.Weights;

class HiddenActivityTest {
  private static final int ROWS = 150;
  private static final int[] HIDDEN = {9, 5};

  private static Weights weights(Activation activation) {
    Topology topology = new Topology(7, HIDDEN, 3, activation);
    Random random = new Random(3);
    float[] values = new float[topology.parameters()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian() / 2;
    }
    values[topology.biasOffset(0) + 4] = -100; // The rectified unit 4 never answers.
    return new Weights(topology, values);
  }

  private static List<Vector> rows() {
    Random random = new Random(4);
    List<Vector> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      rows.add(Vectors.dense(random.doubles(7, -1, 1).toArray()));
    }
    return rows;
  }

  /** The activations of a layer, row by row, in double precision. */
  private static double[][] naive(InferenceNetwork network, int hiddenLayer) {
    Topology topology = network.topology();
    float[] parameters = network.parameters();
    return rows().stream()
        .map(
            row -> {
              double[] below = row.toArray();
              for (int layer = 0; layer < hiddenLayer; layer++) {
                double[] sums = new double[topology.outputs(layer)];
                for (int unit = 0; unit < sums.length; unit++) {
                  sums[unit] = parameters[topology.biasOffset(layer) + unit];
                  for (int i = 0; i < below.length; i++) {
                    int place = topology.weightOffset(layer) + i * sums.length + unit;
                    sums[unit] += below[i] * parameters[place];
                  }
                  sums[unit] = activated(topology.activation(), sums[unit]);
                }
                below = sums;
              }
              return below;
            })
        .toArray(double[][]::new);
  }

  private static double activated(Activation activation, double sum) {
    return switch (activation) {
      case RELU -> Math.max(0, sum);
      case TANH -> Math.tanh(sum);
      case LOGISTIC -> 1 / (1 + Math.exp(-sum));
    };
  }

  private static InferenceNetwork exported(Activation activation) {
    Weights weights = weights(activation);
    Dropout dropout = Dropout.of(Dropout.Kind.CLASSIC, 0.2, new double[] {0.5}, weights.topology());
    return WeightScaling.scale(weights, dropout);
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void of_network_hasTheFiguresOfANaiveLoop(Activation activation) {
    InferenceNetwork network = exported(activation);
    HiddenActivity found = HiddenActivity.of(network, rows());
    assertThat(found.rows()).isEqualTo(ROWS);
    assertThat(found.layers()).hasSize(2);
    for (int layer = 1; layer <= 2; layer++) {
      LayerActivity one = found.layers().get(layer - 1);
      double[][] naive = naive(network, layer);
      int units = HIDDEN[layer - 1];
      double[] all = Arrays.stream(naive).flatMapToDouble(Arrays::stream).toArray();
      double[] means = new double[units];
      for (double[] row : naive) {
        Arrays.setAll(means, unit -> means[unit] + row[unit] / ROWS);
      }
      assertThat(one.layer()).isEqualTo(layer);
      assertThat(one.units()).isEqualTo(units);
      assertThat(one.mean()).isCloseTo(Arrays.stream(all).average().orElseThrow(), within(1e-5));
      assertSimilar(one.activations(), all);
      assertSimilar(one.unitMeans(), means);
      if (activation == Activation.RELU) {
        double zeros = (double) Arrays.stream(all).filter(x -> x == 0).count() / all.length;
        assertThat(one.zeros()).isCloseTo(zeros, within(1e-3));
        assertThat(one.deadUnits())
            .isEqualTo((int) Arrays.stream(means).filter(x -> x == 0).count());
      } else {
        assertThat(one.zeros()).isNull();
        assertThat(one.deadUnits()).isNull();
      }
    }
  }

  /** Numbers that lie on an edge may fall on either side of it. */
  private static void assertSimilar(Histogram found, double[] numbers) {
    assertThat(found.counts().stream().mapToLong(Long::longValue).sum()).isEqualTo(numbers.length);
    double end = found.low() + found.counts().size() * found.width();
    long below = 0;
    for (int bin = 0; bin < found.counts().size(); bin++) {
      below += found.counts().get(bin);
      double edge = Math.min(end, found.low() + (bin + 1) * found.width());
      assertThat(below)
          .isBetween(
              Arrays.stream(numbers).filter(x -> x < edge - 1e-5).count(),
              Arrays.stream(numbers).filter(x -> x < edge + 1e-5).count());
    }
  }

  @Test
  void of_rectifiedUnitThatNeverAnswers_isDead() {
    HiddenActivity found = HiddenActivity.of(exported(Activation.RELU), rows());
    assertThat(found.layers().get(0).deadUnits()).isEqualTo(1);
    assertThat(found.layers().get(0).zeros()).isBetween(1.0 / 9, 0.9);
  }

  /** Scaling changes what leaves a layer. */
  @Test
  void of_firstLayer_isThatOfTheTrainedNetwork() {
    Weights weights = weights(Activation.RELU);
    Dropout dropout = Dropout.of(Dropout.Kind.CLASSIC, 0, new double[] {0.5}, weights.topology());
    InferenceNetwork unscaled = WeightScaling.scale(weights, Dropout.none(weights.topology()));
    assertThat(HiddenActivity.of(WeightScaling.scale(weights, dropout), rows()).layers().get(0))
        .isEqualTo(HiddenActivity.of(unscaled, rows()).layers().get(0));
  }

  @Test
  void of_rowsWhoseScoresOverflow_areLeftOut() {
    InferenceNetwork network = exported(Activation.RELU);
    double[] overflowing = new double[7];
    Arrays.setAll(overflowing, i -> Math.copySign(3e38, network.parameters()[9 * i]));
    List<Vector> rows = new ArrayList<>(rows());
    rows.add(0, Vectors.dense(overflowing));
    assertThat(HiddenActivity.of(network, rows)).isEqualTo(HiddenActivity.of(network, rows()));
  }

  @Test
  void of_noRowsOrNoHiddenLayers_isEmpty() {
    assertThat(HiddenActivity.of(exported(Activation.RELU), List.of()).layers()).isEmpty();
    Topology linear = new Topology(7, new int[0], 3, Activation.RELU);
    InferenceNetwork network =
        WeightScaling.scale(
            new Weights(linear, new float[linear.parameters()]), Dropout.none(linear));
    assertThat(HiddenActivity.of(network, rows()).layers()).isEmpty();
  }
}
