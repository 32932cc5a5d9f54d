package org.sparkdropout.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ExactSoftPlusTest {
  private static INDArray of(double value) {
    return Nd4j.createFromArray(new float[][] {{(float) value}});
  }

  /** DL4J's own is infinite at the last three. */
  @ParameterizedTest
  @ValueSource(doubles = {-200, -30, -3, 0, 2, 40, 89, 120, 1e30})
  void valueAndSlope_areThoseOfTheFormula(double x) {
    double expected = Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    double slope = 1 / (1 + Math.exp(-x));
    float value = new ExactSoftPlus().getActivation(of(x), false).getFloat(0);
    float found = new ExactSoftPlus().backprop(of(x), of(1)).getFirst().getFloat(0);
    assertThat((double) value).isEqualTo(expected, within(1e-6 * Math.max(1, expected)));
    assertThat((double) found).isEqualTo(slope, within(1e-6));
  }
}
