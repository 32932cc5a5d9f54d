package org.sparkdropout.dropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkdropout.network.Activation;
import org.sparkdropout.network.Topology;

class DropoutTest {
  private static final Topology TOPOLOGY = new Topology(4, new int[] {3, 5}, 2, Activation.RELU);

  @ParameterizedTest
  @ValueSource(doubles = {1.0, 1.3, -0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void of_probabilityOutOfRange_isRefused(double value) {
    assertThatThrownBy(() -> Dropout.of(Dropout.Kind.CLASSIC, 0, new double[] {value}, TOPOLOGY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("hiddenDropout must be in [0, 1). Provided value: " + value);
    assertThatThrownBy(() -> Dropout.of(Dropout.Kind.CLASSIC, value, new double[] {0}, TOPOLOGY))
        .hasMessage("inputDropout must be in [0, 1). Provided value: " + value);
  }

  @Test
  void of_wrongNumberOfValues_isRefused() {
    assertThatThrownBy(
            () -> Dropout.of(Dropout.Kind.CLASSIC, 0, new double[] {.1, .2, .3}, TOPOLOGY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "hiddenDropout must hold one value, or one for each of the 2 hidden layers. Provided:"
                + " [0.1, 0.2, 0.3]");
  }

  @Test
  void of_oneValue_servesAllHiddenLayers() {
    Dropout dropout = Dropout.of(Dropout.Kind.CLASSIC, 0.2, new double[] {0.5}, TOPOLOGY);
    assertThat(dropout.retain(0)).isEqualTo(0.8);
    assertThat(dropout.dropout(1)).isEqualTo(0.5);
    assertThat(dropout.dropout(2)).isEqualTo(0.5);
  }

  @Test
  void equals_isOfTheSameKindSharingAndRates() {
    Dropout dropout = Dropout.of(Dropout.Kind.CLASSIC, 0.2, new double[] {0.5}, TOPOLOGY);
    assertThat(Dropout.of(Dropout.Kind.CLASSIC, 0.2, new double[] {0.5, 0.5}, TOPOLOGY))
        .isEqualTo(dropout)
        .hasSameHashCodeAs(dropout);
    assertThat(Dropout.of(Dropout.Kind.INVERTED, 0.2, new double[] {0.5}, TOPOLOGY))
        .isNotEqualTo(dropout);
    assertThat(Dropout.of(Dropout.Kind.CLASSIC, 0.1, new double[] {0.5}, TOPOLOGY))
        .isNotEqualTo(dropout);
    assertThat(
            Dropout.of(
                Dropout.Kind.CLASSIC, Dropout.Sharing.BATCH, 0.2, new double[] {0.5}, TOPOLOGY))
        .isNotEqualTo(dropout);
  }

  @Test
  void ratesText_saysTheRatesOfTraining() {
    Dropout shared =
        Dropout.of(
            Dropout.Kind.CLASSIC, Dropout.Sharing.BATCH, 0.2, new double[] {0.5, 0.4}, TOPOLOGY);
    assertThat(shared.ratesText()).isEqualTo("input 0.2, hidden [0.333333, 0.4]");
    Topology linear = new Topology(4, new int[0], 2, Activation.RELU);
    assertThat(Dropout.none(linear).ratesText()).isEqualTo("input 0.0, hidden []");
  }

  @Test
  void widthFor_followsTheSizingRule() {
    assertThat(Dropout.widthFor(512, 0.5)).isEqualTo(1024);
    assertThat(Dropout.widthFor(800, 0.2)).isEqualTo(1000);
    assertThat(Dropout.widthFor(10, 0)).isEqualTo(10);
    assertThat(Dropout.widthFor(10, 0.3)).isEqualTo(15);
    assertThatThrownBy(() -> Dropout.widthFor(10, 1))
        .hasMessage("dropout must be in [0, 1). Provided value: 1.0");
  }
}
