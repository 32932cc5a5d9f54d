package org.sparkdropout.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.dropout.Masks;
import org.sparkdropout.random.Streams;

class KeyedDropoutTest {
  private static final LayerWorkspaceMgr NONE = LayerWorkspaceMgr.noWorkspaces();
  private static final long SEED = 11;

  private final MaskStep step = new MaskStep(SEED);

  private static INDArray ones(char order, long... shape) {
    return Nd4j.create(shape, order).assign(1);
  }

  private static float[] values(INDArray array) {
    return array.dup('c').data().asFloat();
  }

  private float[] apply(Noise noise, int number, INDArray input) {
    IDropout dropout = new KeyedDropout(noise, number, step);
    return values(dropout.applyDropout(input, input.ulike(), 0, 0, NONE));
  }

  @ParameterizedTest
  @ValueSource(chars = {'c', 'f'})
  void bernoulli_isOurMaskOfReplicaEpochStepAndNumber(char order) {
    step.moveTo(3, 2, 5);
    float[] dropped = apply(new Noise(Noise.Kind.BERNOULLI, 0.3), 1, ones(order, 6, 70));
    float[] expected = new float[6 * 70];
    new Masks(Dropout.ofLayers(Dropout.Kind.INVERTED, 0, 0.3), new Streams(SEED), 3)
        .at(2, 5)
        .multipliers(expected, 1, 6, 70);
    assertThat(dropped).containsExactly(expected);
    assertThat(dropped).containsOnly(0f, (float) (1 / 0.7));
  }

  @Test
  void gaussian_isOurNoise() {
    step.moveTo(1, 0, 4);
    float[] noisy = apply(new Noise(Noise.Kind.GAUSSIAN, 0.2), 0, ones('c', 5, 9));
    float[] expected = new float[45];
    new Masks(Dropout.ofLayers(Dropout.Kind.GAUSSIAN, 0.2), new Streams(SEED), 1)
        .at(0, 4)
        .multipliers(expected, 0, 5, 9);
    assertThat(noisy).containsExactly(expected);
  }

  @ParameterizedTest
  @ValueSource(chars = {'c', 'f'})
  void bernoulli_onImages_dropsPixelsByTheirPlaceInTheExample(char order) {
    float[] images = apply(new Noise(Noise.Kind.BERNOULLI, 0.5), 0, ones(order, 3, 2, 4, 5));
    float[] rows = apply(new Noise(Noise.Kind.BERNOULLI, 0.5), 0, ones('c', 3, 40));
    assertThat(images).containsExactly(rows);
  }

  @Test
  void spatial_dropsWholeChannels() {
    float[] dropped = apply(new Noise(Noise.Kind.SPATIAL, 0.4), 0, ones('c', 8, 16, 3, 3));
    float[] channels = apply(new Noise(Noise.Kind.BERNOULLI, 0.4), 0, ones('c', 8, 16));
    for (int i = 0; i < dropped.length; i++) {
      assertThat(dropped[i]).isEqualTo(channels[i / 9]);
    }
    assertThat(channels).containsOnly(0f, (float) (1 / 0.6));
  }

  @Test
  void spatial_whereChannelsComeLast_dropsThem() {
    float[] dropped = apply(new Noise(Noise.Kind.SPATIAL_LAST, 0.4), 0, ones('c', 8, 3, 3, 16));
    float[] channels = apply(new Noise(Noise.Kind.BERNOULLI, 0.4), 0, ones('c', 8, 16));
    for (int i = 0; i < dropped.length; i++) {
      assertThat(dropped[i]).isEqualTo(channels[i / 144 * 16 + i % 16]);
    }
  }

  /**
   * 100,000 values of mean 0 and variance 1 before: the mean's standard error is 0.0032, the
   * variance's 0.0045 to 0.006; six of them are missed once in 5 x 10^8 runs, and the seed is
   * fixed.
   */
  @Test
  void alpha_keepsMeanAndVariance() {
    INDArray input = Nd4j.create(new long[] {1000, 100}, 'c');
    java.util.Random random = new java.util.Random(5);
    for (int i = 0; i < input.length(); i++) {
      input.putScalar(i, (float) random.nextGaussian());
    }
    float[] dropped = apply(new Noise(Noise.Kind.ALPHA, 0.25), 0, input);
    double mean = 0;
    for (float value : dropped) {
      mean += value / dropped.length;
    }
    double variance = 0;
    for (float value : dropped) {
      variance += (value - mean) * (value - mean) / dropped.length;
    }
    assertThat(mean).isCloseTo(0, within(6 * 0.0032));
    assertThat(variance).isCloseTo(1, within(6 * 0.006));
  }

  /** Klambauer et al. 2017, appendix: a dropped unit is set to -lambda x alpha before a x + b. */
  @Test
  void alpha_mapsKeptAndDroppedAsDl4jDoes() {
    AlphaDropout theirs = new AlphaDropout(0.75);
    double a = theirs.a(0.75);
    double b = theirs.b(0.75);
    float[] dropped = apply(new Noise(Noise.Kind.ALPHA, 0.25), 0, ones('f', 20, 10));
    float[] kept = apply(new Noise(Noise.Kind.BERNOULLI, 0.25), 0, ones('c', 20, 10));
    double limit = -AlphaDropout.DEFAULT_LAMBDA * AlphaDropout.DEFAULT_ALPHA;
    for (int i = 0; i < dropped.length; i++) {
      double expected = a * (kept[i] == 0 ? limit : 1) + b;
      assertThat(dropped[i]).isCloseTo((float) expected, within(1e-6f));
    }
  }

  /** The derivative of what was applied, by each input: numerically, as it is linear in them. */
  @ParameterizedTest
  @EnumSource(Noise.Kind.class)
  void backprop_isTheDerivative(Noise.Kind kind) {
    INDArray zeros = Nd4j.create(new long[] {4, 3, 2, 2}, 'c');
    Noise noise = new Noise(kind, 0.5);
    float[] atZero = apply(noise, 0, zeros);
    float[] atOne = apply(noise, 0, ones('c', 4, 3, 2, 2));
    KeyedDropout dropout = new KeyedDropout(noise, 0, step);
    INDArray above = ones('c', 4, 3, 2, 2);
    dropout.applyDropout(zeros, zeros.ulike(), 0, 0, NONE);
    float[] below = values(dropout.backprop(above, above.ulike(), 0, 0));
    for (int i = 0; i < below.length; i++) {
      assertThat(below[i]).isCloseTo(atOne[i] - atZero[i], within(1e-6f));
    }
  }

  @Test
  void masks_ofReplicasEpochsStepsAndNumbers_differ() {
    Noise noise = new Noise(Noise.Kind.BERNOULLI, 0.5);
    INDArray input = ones('c', 4, 64);
    step.moveTo(0, 0, 0);
    float[] first = apply(noise, 0, input);
    assertThat(apply(noise, 0, input)).containsExactly(first);
    assertThat(apply(noise, 1, input)).isNotEqualTo(first);
    step.moveTo(1, 0, 0);
    assertThat(apply(noise, 0, input)).isNotEqualTo(first);
    step.moveTo(0, 1, 0);
    assertThat(apply(noise, 0, input)).isNotEqualTo(first);
    step.moveTo(0, 0, 1);
    assertThat(apply(noise, 0, input)).isNotEqualTo(first);
  }
}
