package org.sparkdropout.keras;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class WeightCheckTest {
  private static void assertRefused(Map<String, INDArray> weights, String message) {
    Sequential model =
        ModelJson.sequential(ModelJson.input("[null, 3]"), ModelJson.dense("out", 2, "softmax"));
    assertThatThrownBy(() -> WeightCheck.check(model, Map.of("out", weights)))
        .isInstanceOf(KerasFormatException.class)
        .hasMessage(message);
  }

  @Test
  void missingWeights_areNamed() {
    assertRefused(
        Map.of("kernel", Nd4j.ones(3, 2)),
        "Dense 'out' must have the weights [kernel, bias]. The file has [kernel]: save the model"
            + " again");
  }

  @Test
  void kernelOfAnotherShape_isRefused() {
    assertRefused(
        Map.of("kernel", Nd4j.ones(2, 3), "bias", Nd4j.ones(2)),
        "The kernel of Dense 'out' must be (inputs, 2). Its shape is [2, 3]: save the model again");
  }
}
