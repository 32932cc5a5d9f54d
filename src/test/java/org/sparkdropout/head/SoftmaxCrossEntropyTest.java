package org.sparkdropout.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoftmaxCrossEntropyTest {
  private static final double LARGEST = -Math.log(1e-15);

  private static Tally count(float[] logits, float[] labels, float[] weights, int classes) {
    Tally tally = new Tally();
    new SoftmaxCrossEntropy(classes).count(logits, labels, weights, labels.length, tally);
    return tally;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 65536})
  void count_labelBeyondTheClasses_isAnErrorOfTheLeastProbability(int label) {
    Tally tally = count(new float[] {40, -40}, new float[] {label}, new float[] {1}, 2);
    assertThat(tally.error()).isEqualTo(1);
    assertThat(tally.meanLoss()).isCloseTo(LARGEST, within(1e-9));
  }

  @Test
  void count_knownAndUnknownLabels_addsBothByWeight() {
    float[] logits = {1, 0, 0, 1, 0, 0};
    Tally tally = count(logits, new float[] {0, 1, 7}, new float[] {1, 1, 2}, 2);
    assertThat(tally.examples()).isEqualTo(3);
    assertThat(tally.error()).isEqualTo(0.5);
    assertThat(tally.meanLoss())
        .isCloseTo((2 * Math.log(1 + Math.exp(-1)) + 2 * LARGEST) / 4, within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 0, -3})
  void head_ofFewerThanTwoClasses_isRefused(int classes) {
    assertThatThrownBy(() -> new SoftmaxCrossEntropy(classes))
        .hasMessage("classes must be at least 2. Provided value: " + classes);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void head_ofASmoothingThatIsNoShare_isRefused(double smoothing) {
    assertThatThrownBy(() -> new SoftmaxCrossEntropy(3, smoothing))
        .hasMessage("labelSmoothing must be in [0, 1). Provided value: " + smoothing);
  }

  @Test
  void weighted_byNoWeights_isTheSameHead() {
    SoftmaxCrossEntropy head = new SoftmaxCrossEntropy(3);
    assertThat(head.weighted(List.of())).isSameAs(head);
  }

  @Test
  void weighted_byFewerWeightsThanClasses_isRefused() {
    assertThatThrownBy(() -> new SoftmaxCrossEntropy(3).weighted(List.of(1f, 2f)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("There must be a weight for each of the 3 classes. Provided: 2");
  }
}
