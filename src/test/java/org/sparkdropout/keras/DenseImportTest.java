package org.sparkdropout.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sparkdropout.keras.KerasModelJson.dense;
import static org.sparkdropout.keras.KerasModelJson.input;
import static org.sparkdropout.keras.KerasModelJson.layer;
import static org.sparkdropout.keras.KerasModelJson.sequential;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.sparkdropout.dropout.DenseStart;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.network.Activation;
import org.sparkdropout.network.Topology;

/** Which models are networks of ours, and why others are not. */
class DenseImportTest {
  private static final String INPUT = input("[null, 3]");
  private static final String OUTPUT = dense("out", 2, "softmax");
  private static final String HALF = layer("Dropout", "half", "'rate': 0.5");

  private static void assertReason(String reason, String... layers) {
    assertThatThrownBy(() -> DenseImport.network(sequential(layers), InputScale.none(3), Map.of()))
        .isInstanceOf(DenseImport.NotDenseException.class)
        .hasMessage(reason);
  }

  @Test
  void softmaxRegression_withDropoutOfInputs_isOurs() throws Exception {
    DenseStart network =
        DenseImport.network(
            sequential(INPUT, HALF, OUTPUT),
            InputScale.none(3),
            Map.of(
                "out",
                Map.of(
                    "kernel", Nd4j.createFromArray(new float[][] {{1, 2}, {3, 4}, {5, 6}}),
                    "bias", Nd4j.createFromArray(7f, 8f))));
    assertThat(network.weights().topology())
        .isEqualTo(new Topology(3, new int[0], 2, Activation.RELU));
    assertThat(network.weights().values()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(network.dropout().kind()).isEqualTo(Dropout.Kind.INVERTED);
    assertThat(network.dropout().dropout(0)).isEqualTo(0.5);
  }

  @Test
  void dropoutThatOursHasNoPlaceFor_isNamed() {
    assertReason(
        "two dropout layers follow one another, the second being Dropout 'half'",
        INPUT,
        layer("Dropout", "first", "'rate': 0.1"),
        HALF,
        OUTPUT);
    assertReason(
        "it mixes Dropout and GaussianDropout",
        INPUT,
        HALF,
        dense("h", 4, "relu"),
        layer("GaussianDropout", "noise", "'rate': 0.1"),
        OUTPUT);
    assertReason(
        "Dropout 'half' follows a Dense layer without activation",
        INPUT,
        dense("h", 4, "linear"),
        HALF,
        layer("Activation", "a", "'activation': 'tanh'"),
        OUTPUT);
    assertReason(
        "it has a layer of another type, AlphaDropout 'alpha'",
        INPUT,
        layer("AlphaDropout", "alpha", "'rate': 0.1"),
        OUTPUT);
  }

  @Test
  void activationsThatOursHasNot_areNamed() {
    assertReason("Dense 'h' computes elu", INPUT, dense("h", 4, "elu"), OUTPUT);
    assertReason(
        "its hidden layers have different activations",
        INPUT,
        dense("h", 4, "relu"),
        dense("i", 4, "tanh"),
        OUTPUT);
    assertReason(
        "Dense 'out' follows a Dense layer without activation",
        INPUT,
        dense("h", 4, "linear"),
        OUTPUT);
    assertReason(
        "Activation 'a' does not follow a linear Dense layer",
        INPUT,
        dense("h", 4, "relu"),
        layer("Activation", "a", "'activation': 'relu'"),
        OUTPUT);
  }

  @Test
  void denseWithoutBias_isNamed() {
    assertReason(
        "Dense 'h' has no bias",
        INPUT,
        layer("Dense", "h", "'units': 4, 'activation': 'relu', 'use_bias': false"),
        OUTPUT);
  }

  private static final Map<String, Map<String, INDArray>> WEIGHTS =
      Map.of(
          "out",
          Map.of(
              "kernel", Nd4j.createFromArray(new float[][] {{1, 2}, {3, 4}, {5, 6}}),
              "bias", Nd4j.createFromArray(7f, 8f)));

  @Test
  void scaleOfFeatures_goesIntoTheFirstWeights() throws Exception {
    InputScale scale =
        new InputScale(new double[] {1, 0, 0}, new double[] {2, 3, 1}, new double[] {0, 0, 4});
    DenseStart network = DenseImport.network(sequential(INPUT, OUTPUT), scale, WEIGHTS);
    assertThat(network.weights().values())
        .containsExactly(2, 4, 9, 12, 5, 6, 7 - 2 + 20, 8 - 4 + 24);
  }

  @Test
  void scaleThatWeightsCannotTakeIn_isNamed() {
    double[] ones = {1, 1, 1};
    InputScale far = new InputScale(new double[] {0, 500, 0}, ones, new double[3]);
    assertThatThrownBy(() -> DenseImport.network(sequential(INPUT, OUTPUT), far, WEIGHTS))
        .isInstanceOf(DenseImport.NotDenseException.class)
        .hasMessage(
            "its Normalization or Rescaling moves features by 500, and float32 weights take in at"
                + " most 32");
    InputScale moved = new InputScale(new double[3], ones, new double[] {0, 0, -1});
    assertThatThrownBy(() -> DenseImport.network(sequential(INPUT, HALF, OUTPUT), moved, WEIGHTS))
        .isInstanceOf(DenseImport.NotDenseException.class)
        .hasMessage("it moves features by its Normalization or Rescaling before it drops them");
  }
}
