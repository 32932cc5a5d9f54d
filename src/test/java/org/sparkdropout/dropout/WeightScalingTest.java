package org.sparkdropout.dropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sparkdropout.blas.Blas;
import org.sparkdropout.network.Activation;
import org.sparkdropout.network.Forward;
import org.sparkdropout.network.Thinning;
import org.sparkdropout.network.Topology;
import org.sparkdropout.network.Weights;
import org.sparkdropout.network.Workspace;
import org.sparkdropout.random.Streams;

class WeightScalingTest {
  private static Weights positiveWeights(Topology topology) {
    Random random = new Random(4);
    Weights weights = Weights.zero(topology);
    for (int i = 0; i < weights.values().length; i++) {
      weights.values()[i] = random.nextFloat();
    }
    return weights;
  }

  private static Workspace workspace(Topology topology, float[] inputs) {
    Workspace workspace = new Workspace(topology, 1);
    System.arraycopy(inputs, 0, workspace.inputs(), 0, inputs.length);
    return workspace;
  }

  private static float[] logits(Weights weights, float[] inputs, Thinning thinning) {
    Workspace workspace = workspace(weights.topology(), inputs);
    new Forward(Blas.instance()).run(workspace, weights, thinning, 1);
    return workspace.scores().clone();
  }

  private static float[] logits(InferenceNetwork network, float[] inputs) {
    Workspace workspace = workspace(network.topology(), inputs);
    network.logits(workspace, new Forward(Blas.instance()), 1);
    return workspace.scores().clone();
  }

  @ParameterizedTest
  @EnumSource(Dropout.Kind.class)
  void unscale_thenScale_givesTheExportedWeightsBack(Dropout.Kind kind) {
    Topology topology = new Topology(3, new int[] {5, 4}, 2, Activation.RELU);
    Dropout before = Dropout.of(Dropout.Kind.CLASSIC, 0.25, new double[] {0.5, 0.1}, topology);
    Dropout now = Dropout.of(kind, 0.1, new double[] {0.7, 0}, topology);
    InferenceNetwork exported = WeightScaling.scale(positiveWeights(topology), before);
    float[] kept = exported.parameters();
    Weights start = WeightScaling.unscale(exported, now);
    InferenceNetwork again = WeightScaling.scale(start, now);
    for (int i = 0; i < kept.length; i++) {
      assertThat(again.parameters()[i]).isCloseTo(kept[i], within(2 * Math.ulp(kept[i])));
    }
    assertThat(exported.parameters()).isEqualTo(kept);
    boolean isDivided = start.values()[0] > kept[0];
    assertThat(isDivided).isEqualTo(kind == Dropout.Kind.CLASSIC);
  }

  @Test
  void scale_classic_multipliesOutgoingWeightsByRetainAndLeavesBiases() {
    Topology topology = new Topology(2, new int[] {3}, 2, Activation.RELU);
    Weights weights = positiveWeights(topology);
    float[] before = weights.values().clone();
    Dropout dropout = Dropout.of(Dropout.Kind.CLASSIC, 0.25, new double[] {0.5}, topology);
    float[] scaled = WeightScaling.scale(weights, dropout).parameters();
    for (int i = 0; i < scaled.length; i++) {
      float factor =
          i < topology.biasOffset(0)
              ? 0.75f
              : i >= topology.weightOffset(1) && i < topology.biasOffset(1) ? 0.5f : 1f;
      assertThat(scaled[i]).isEqualTo(before[i] * factor);
    }
    assertThat(weights.values()).containsExactly(before);
  }

  @Test
  void scale_invertedAndGaussian_changeNothing() {
    Topology topology = new Topology(2, new int[] {3}, 2, Activation.RELU);
    Weights weights = positiveWeights(topology);
    for (Dropout.Kind kind : new Dropout.Kind[] {Dropout.Kind.INVERTED, Dropout.Kind.GAUSSIAN}) {
      Dropout dropout = Dropout.of(kind, 0.25, new double[] {0.5}, topology);
      assertThat(WeightScaling.scale(weights, dropout).parameters())
          .containsExactly(weights.values());
    }
  }

  /**
   * A network whose sums are all positive is linear. With retain one half all factors are powers of
   * two, so the two ways must give the same bits: in training with the same masks, and exported.
   */
  @Test
  void classicWithScaling_ofALinearNetwork_equalsInvertedWithoutExactly() {
    Topology topology = new Topology(6, new int[] {5, 4}, 3, Activation.RELU);
    Dropout classic = Dropout.of(Dropout.Kind.CLASSIC, 0.5, new double[] {0.5}, topology);
    Dropout inverted = Dropout.of(Dropout.Kind.INVERTED, 0.5, new double[] {0.5}, topology);
    Weights weights = positiveWeights(topology);
    Weights halved = new Weights(topology, WeightScaling.scale(weights, classic).parameters());
    float[] inputs = {0.3f, 0.7f, 0.2f, 0.9f, 0.4f, 0.6f};
    for (int step = 0; step < 20; step++) {
      Masks classicMasks = new Masks(classic, new Streams(8), 0).at(0, step);
      Masks invertedMasks = new Masks(inverted, new Streams(8), 0).at(0, step);
      assertThat(logits(halved, inputs, invertedMasks))
          .containsExactly(logits(weights, inputs, classicMasks));
    }
    assertThat(logits(WeightScaling.scale(halved, inverted), inputs))
        .containsExactly(logits(WeightScaling.scale(weights, classic), inputs));
  }

  /** All 2^6 masks on the inputs of softmax regression, with their probabilities. */
  @Test
  void scaledSoftmaxRegression_isTheGeometricMeanOverAllMasks() {
    Topology topology = new Topology(6, new int[0], 3, Activation.RELU);
    double retain = 0.7;
    Dropout dropout = Dropout.of(Dropout.Kind.CLASSIC, 1 - retain, new double[] {0.0}, topology);
    Weights weights = positiveWeights(topology);
    float[] inputs = {1.5f, -0.7f, 0.2f, -2f, 0.4f, 1f};
    double[] meanLog = new double[3];
    double[] meanLogit = new double[3];
    for (int mask = 0; mask < 64; mask++) {
      int kept = Integer.bitCount(mask);
      double probability = Math.pow(retain, kept) * Math.pow(1 - retain, 6 - kept);
      float[] scores = logits(weights, inputs, fixed(mask));
      for (int c = 0; c < 3; c++) {
        meanLogit[c] += probability * scores[c];
      }
      double[] probabilities = softmax(scores);
      for (int c = 0; c < 3; c++) {
        meanLog[c] += probability * Math.log(probabilities[c]);
      }
    }
    float[] scaled = logits(WeightScaling.scale(weights, dropout), inputs);
    for (int c = 0; c < 3; c++) {
      assertThat((double) scaled[c]).isCloseTo(meanLogit[c], within(1e-5));
    }
    double[] probabilities = softmax(scaled);
    double normaliser = Math.exp(meanLog[0]) + Math.exp(meanLog[1]) + Math.exp(meanLog[2]);
    for (int c = 0; c < 3; c++) {
      assertThat(probabilities[c]).isCloseTo(Math.exp(meanLog[c]) / normaliser, within(1e-5));
    }
  }

  private static double[] softmax(float[] logits) {
    double[] exponentials = new double[logits.length];
    double sum = 0;
    for (int c = 0; c < logits.length; c++) {
      exponentials[c] = Math.exp(logits[c]);
      sum += exponentials[c];
    }
    for (int c = 0; c < logits.length; c++) {
      exponentials[c] /= sum;
    }
    return exponentials;
  }

  private static Thinning fixed(int mask) {
    return new Thinning() {
      @Override
      public boolean thins(int layer) {
        return layer == 0;
      }

      @Override
      public void thin(float[] values, int layer, int rows, int units) {
        for (int unit = 0; unit < units; unit++) {
          values[unit] *= mask >>> unit & 1;
        }
      }

      @Override
      public void multipliers(float[] out, int layer, int rows, int units) {
        throw new IllegalStateException("No hidden layer is thinned");
      }
    };
  }

  @Test
  void restore_ofExportedParameters_isNotScaledAgain() {
    Topology topology = new Topology(2, new int[] {3}, 2, Activation.RELU);
    Dropout dropout = Dropout.of(Dropout.Kind.CLASSIC, 0.5, new double[] {0.5}, topology);
    InferenceNetwork exported = WeightScaling.scale(positiveWeights(topology), dropout);
    InferenceNetwork restored = InferenceNetwork.restore(topology, exported.parameters());
    assertThat(restored.parameters()).containsExactly(exported.parameters());
    assertThat(restored.dropout()).isEmpty();
    InferenceNetwork knowing = restored.trainedWith(dropout);
    assertThat(knowing.parameters()).containsExactly(exported.parameters());
    assertThat(knowing.dropout()).contains(dropout);
  }

  @ParameterizedTest
  @EnumSource(Dropout.Sharing.class)
  void scale_ofAnyNetwork_knowsWhatDropped(Dropout.Sharing sharing) {
    Topology topology = new Topology(2, new int[] {11, 7}, 2, Activation.RELU);
    Dropout dropout = Dropout.of(Dropout.Kind.CLASSIC, sharing, 0.2, new double[] {0.5}, topology);
    InferenceNetwork exported = WeightScaling.scale(positiveWeights(topology), dropout);
    assertThat(exported.dropout()).contains(dropout);
  }

  @Test
  void trainedWith_dropoutOfAnotherShape_isRefused() {
    Topology topology = new Topology(2, new int[] {3}, 2, Activation.RELU);
    InferenceNetwork network = InferenceNetwork.restore(topology, new float[topology.parameters()]);
    Topology deeper = new Topology(2, new int[] {3, 3}, 2, Activation.RELU);
    assertThatThrownBy(() -> network.trainedWith(Dropout.none(deeper)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "dropout must have a rate for each of the 2 layers that may drop. Provided: CLASSIC by"
                + " EXAMPLE [0.0, 0.0, 0.0]");
  }

  @Test
  void parameters_givesACopy() {
    Topology topology = new Topology(2, new int[] {3}, 2, Activation.RELU);
    InferenceNetwork exported =
        WeightScaling.scale(positiveWeights(topology), Dropout.none(topology));
    exported.parameters()[0] = 99;
    assertThat(exported.parameters()[0]).isNotEqualTo(99f);
  }
}
