package org.sparkdropout.dropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sparkdropout.network.Activation;
import org.sparkdropout.network.Topology;

class SampleMasksTest {
  private static final Topology TOPOLOGY = new Topology(40, new int[] {30, 20}, 3, Activation.RELU);
  private static final int SAMPLES = 2000;

  private static SampleMasks masks(Dropout.Kind kind, Dropout.Sharing sharing, double hidden) {
    double[] byLayer = {hidden, hidden};
    return new SampleMasks(TOPOLOGY, Dropout.of(kind, sharing, 0.2, byLayer, TOPOLOGY), 5);
  }

  private static double[] drawn(SampleMasks masks, int layer) {
    return IntStream.range(0, SAMPLES)
        .mapToObj(sample -> masks.multipliers(sample, layer))
        .flatMapToDouble(row -> IntStream.range(0, row.length).mapToDouble(unit -> row[unit]))
        .toArray();
  }

  private static int kept(float[] multipliers) {
    return (int) IntStream.range(0, multipliers.length).filter(i -> multipliers[i] != 0).count();
  }

  /** Of 60,000 units: six deviations, beyond which one seed in 500 million is. */
  @ParameterizedTest
  @EnumSource(
      value = Dropout.Kind.class,
      names = {"CLASSIC", "INVERTED"})
  void multipliers_keepUnitsWithRetain_andMakeUpForIt(Dropout.Kind kind) {
    double[] drawn = drawn(masks(kind, Dropout.Sharing.EXAMPLE, 0.4), 1);
    assertThat(Arrays.stream(drawn).distinct().sorted().toArray())
        .containsExactly(new double[] {0, (float) (1 / 0.6)});
    double share = Arrays.stream(drawn).filter(value -> value > 0).count() / (double) drawn.length;
    assertThat(share).isCloseTo(0.6, within(6 * Math.sqrt(0.24 / drawn.length)));
  }

  /** Deviations of the mean are 1 / 245, those of the variance sqrt(2) / 245 of it; six of each. */
  @Test
  void multipliers_ofGaussianDropout_haveMeanOneAndItsVariance() {
    double[] drawn = drawn(masks(Dropout.Kind.GAUSSIAN, Dropout.Sharing.EXAMPLE, 0.5), 1);
    double mean = Arrays.stream(drawn).average().orElseThrow();
    double variance =
        Arrays.stream(drawn).map(value -> (value - 1) * (value - 1)).average().orElseThrow();
    assertThat(mean).isCloseTo(1, within(6 / Math.sqrt(drawn.length)));
    assertThat(variance).isCloseTo(1, within(6 * Math.sqrt(2.0 / drawn.length)));
  }

  @ParameterizedTest
  @EnumSource(
      value = Dropout.Sharing.class,
      names = {"BATCH", "ROUND"})
  void multipliers_ofSharedMasks_keepAsManyUnitsAsTraining(Dropout.Sharing sharing) {
    SampleMasks masks = masks(Dropout.Kind.CLASSIC, sharing, 0.5);
    for (int sample = 0; sample < 100; sample++) {
      assertThat(kept(masks.multipliers(sample, 1))).isEqualTo(15);
      assertThat(kept(masks.multipliers(sample, 2))).isEqualTo(10);
    }
    assertThat(IntStream.range(0, 100).map(s -> kept(masks.multipliers(s, 0))).distinct().count())
        .as("inputs are kept one by one")
        .isGreaterThan(3);
  }

  @Test
  void multipliers_ofOtherSamplesLayersAndSeeds_differ() {
    SampleMasks masks = masks(Dropout.Kind.CLASSIC, Dropout.Sharing.EXAMPLE, 0.5);
    float[] first = masks.multipliers(0, 1);
    assertThat(masks.multipliers(0, 1)).isEqualTo(first);
    assertThat(masks.multipliers(1, 1)).isNotEqualTo(first);
    assertThat(masks.multipliers(0, 2)).isNotEqualTo(Arrays.copyOf(first, 20));
    Dropout dropout = Dropout.of(Dropout.Kind.CLASSIC, 0.2, new double[] {0.5}, TOPOLOGY);
    assertThat(new SampleMasks(TOPOLOGY, dropout, 6).multipliers(0, 1)).isNotEqualTo(first);
  }

  @Test
  void multipliers_ofALowerRate_keepWhatAHigherKeeps() {
    SampleMasks many = masks(Dropout.Kind.CLASSIC, Dropout.Sharing.EXAMPLE, 0.7);
    SampleMasks few = masks(Dropout.Kind.CLASSIC, Dropout.Sharing.EXAMPLE, 0.3);
    for (int sample = 0; sample < 50; sample++) {
      float[] kept = few.multipliers(sample, 1);
      float[] alsoKept = many.multipliers(sample, 1);
      assertThat(IntStream.range(0, kept.length).filter(unit -> alsoKept[unit] != 0))
          .allMatch(unit -> kept[unit] != 0);
    }
  }

  @Test
  void networks_ofLayersThatDropAlmostAll_haveAUnitEverywhere() {
    Topology narrow = new Topology(1, new int[] {1}, 2, Activation.RELU);
    Dropout dropout = Dropout.of(Dropout.Kind.CLASSIC, 0.99, new double[] {0.99}, narrow);
    SampledNetworks networks = new SampledNetworks(narrow, dropout, 3, 4);
    assertThat(networks.topology()).isEqualTo(narrow);
    float[] weights = {7, 7, 7, 7, 1, 2};
    assertThat(networks.cutFrom(InferenceNetwork.restore(narrow, weights)))
        .hasSize(4)
        .allSatisfy(
            sample -> assertThat(sample.network().parameters()).containsExactly(0, 7, 0, 0, 1, 2));
  }
}
