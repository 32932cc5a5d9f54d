package org.sparkdropout.dropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sparkdropout.network.Activation;
import org.sparkdropout.network.Topology;
import org.sparkdropout.random.Streams;

class DropoutScheduleTest {
  private static final Topology TOPOLOGY = new Topology(300, new int[] {200}, 2, Activation.RELU);
  private static final int ROWS = 40;

  @ParameterizedTest
  @CsvSource({
    "CONSTANT, 0, 1",
    "CONSTANT, 9, 1",
    "EARLY, 0, 1",
    "EARLY, 2.9, 1",
    "EARLY, 3, 0",
    "EARLY, 9, 0",
    "LATE, 0, 0",
    "LATE, 2.9, 0",
    "LATE, 3, 1",
    "LATE, 9, 1",
    "FLAT_COSINE, 0, 1",
    "FLAT_COSINE, 5, 1",
    "FLAT_COSINE, 7.5, 0.5",
    "FLAT_COSINE, 10, 0"
  })
  void factor_followsItsSchedule(DropoutSchedule.Kind kind, double time, double factor) {
    assertThat(new DropoutSchedule(kind, 3, 10).factor(time)).isCloseTo(factor, within(1e-12));
  }

  private static Masks masks(Dropout.Kind kind, DropoutSchedule.Kind schedule) {
    Dropout dropout = Dropout.of(kind, 0.4, new double[] {0.5}, TOPOLOGY);
    return new Masks(dropout, new DropoutSchedule(schedule, 3, 10), new Streams(7), 1);
  }

  private static float[] multipliers(Masks masks, int layer) {
    int units = layer == 0 ? 300 : 200;
    float[] drawn = new float[ROWS * units];
    masks.multipliers(drawn, layer, ROWS, units);
    return drawn;
  }

  private static float[] thinned(Masks masks, int layer) {
    int units = layer == 0 ? 300 : 200;
    float[] ones = new float[ROWS * units];
    java.util.Arrays.fill(ones, 1f);
    masks.thin(ones, layer, ROWS, units);
    return ones;
  }

  /**
   * Export multiplies classic weights by retain, so what units are multiplied by must average it.
   */
  @ParameterizedTest
  @CsvSource({
    "CLASSIC, 0, 0.6",
    "CLASSIC, 7.5, 0.6",
    "CLASSIC, 10, 0.6",
    "INVERTED, 0, 1",
    "INVERTED, 7.5, 1"
  })
  void multipliers_atAnyTime_averageWhatTheExportedNetworkHas(
      Dropout.Kind kind, double time, double mean) {
    Masks masks = masks(kind, DropoutSchedule.Kind.FLAT_COSINE).at(2, 5, time);
    for (float[] drawn : new float[][] {multipliers(masks, 0), thinned(masks, 0)}) {
      double sum = 0;
      for (float value : drawn) {
        sum += value;
      }
      // 12,000 draws: seven standard deviations of their mean
      assertThat(sum / drawn.length).isCloseTo(mean, within(7 * 0.82 / Math.sqrt(drawn.length)));
    }
  }

  @ParameterizedTest
  @EnumSource(Dropout.Kind.class)
  void units_afterEarlyDropout_areNotDropped(Dropout.Kind kind) {
    Masks masks = masks(kind, DropoutSchedule.Kind.EARLY).at(3, 0, 3);
    assertThat(masks.thins(1)).isEqualTo(kind == Dropout.Kind.CLASSIC);
    if (kind == Dropout.Kind.CLASSIC) {
      assertThat(multipliers(masks, 1)).containsOnly(0.5f);
      assertThat(thinned(masks, 0)).containsOnly(0.6f);
    }
  }

  /** A unit that falls away at half the rate does so at the whole one. */
  @Test
  void masks_ofALowerRate_areCoupledWithThoseOfTheRateItself() {
    Masks masks = masks(Dropout.Kind.CLASSIC, DropoutSchedule.Kind.FLAT_COSINE);
    float[] whole = multipliers(masks.at(4, 1, 0), 1);
    float[] half = multipliers(masks.at(4, 1, 7.5), 1);
    int saved = 0;
    for (int i = 0; i < whole.length; i++) {
      if (half[i] == 0) {
        assertThat(whole[i]).isZero();
      }
      saved += half[i] != 0 && whole[i] == 0 ? 1 : 0;
    }
    assertThat(saved).isGreaterThan(whole.length / 5);
  }

  @ParameterizedTest
  @EnumSource(Dropout.Kind.class)
  void masks_ofAConstantSchedule_areThoseWithoutOne(Dropout.Kind kind) {
    Dropout dropout = Dropout.of(kind, 0.4, new double[] {0.5}, TOPOLOGY);
    Masks without = new Masks(dropout, new Streams(7), 1);
    assertThat(multipliers(masks(kind, DropoutSchedule.Kind.CONSTANT).at(2, 5, 8), 1))
        .containsExactly(multipliers(without.at(2, 5), 1));
  }
}
