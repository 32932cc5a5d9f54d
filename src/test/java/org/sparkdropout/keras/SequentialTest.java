package org.sparkdropout.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sparkdropout.keras.ModelJson.dense;
import static org.sparkdropout.keras.ModelJson.input;
import static org.sparkdropout.keras.ModelJson.layer;
import static org.sparkdropout.keras.ModelJson.sequential;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of the JSON of a model, in the forms of several versions of Keras. */
class SequentialTest {
  private static final String OUTPUT = dense("out", 2, "softmax");

  private static List<String> names(Sequential model) {
    return model.layers().stream().map(LayerConfig::name).toList();
  }

  private static void assertRefused(String message, String... layers) {
    assertThatThrownBy(() -> sequential(layers))
        .isInstanceOf(KerasFormatException.class)
        .hasMessage(message);
  }

  @Test
  void listOfLayersWithTheShapeInTheFirst_isAnEarlierForm() {
    String first =
        layer("Dense", "first", "'batch_input_shape': [null, 7], 'units': 3, 'activation': 'relu'");
    Sequential model = ModelJson.of("[%s, %s]".formatted(first, OUTPUT));
    assertThat(model.shape()).containsExactly(7);
    assertThat(names(model)).containsExactly("first", "out");
  }

  @Test
  void shapeOfTheBuiltModel_standsInForAnInput() {
    Sequential model =
        ModelJson.of("{'layers': [%s], 'build_input_shape': [null, 4]}".formatted(OUTPUT));
    assertThat(model.features()).isEqualTo(4);
    assertThat(model.classes()).isEqualTo(2);
  }

  @Test
  void flattenAndReshapeAtTheStart_areTheShapeOfTheInput() {
    assertThat(sequential(input("[null, 28, 28]"), layer("Flatten", "f", ""), OUTPUT).shape())
        .containsExactly(784);
    String reshape = layer("Reshape", "r", "'target_shape': [4, -1, 3]");
    String dropout = layer("Dropout", "d", "'rate': 0.2");
    String pool = layer("GlobalMaxPooling2D", "p", "");
    Sequential model = sequential(input("[null, 60]"), dropout, reshape, pool, OUTPUT);
    assertThat(model.shape()).containsExactly(4, 5, 3);
    assertThat(names(model)).containsExactly("d", "p", "out");
  }

  @Test
  void softmaxAsALayer_isThatOfTheDenseLayerBelow() {
    for (String end :
        List.of(
            layer("Softmax", "s", "'axis': -1"),
            layer("Activation", "s", "'activation': 'softmax'"))) {
      Sequential model = sequential(input("[null, 3]"), dense("out", 4, "linear"), end);
      assertThat(names(model)).containsExactly("out");
      assertThat(model.layers().get(0).activation()).isEqualTo("softmax");
    }
  }

  @Test
  void dropoutOfNothing_isLeftOut() {
    String none = layer("AlphaDropout", "none", "'rate': 0");
    assertThat(names(sequential(input("[null, 3]"), none, OUTPUT))).containsExactly("out");
  }

  @Test
  void rateOfOne_isRefused() {
    assertRefused(
        "A rate must be in [0, 1). Provided: 1.0 of Dropout 'd'",
        input("[null, 3]"),
        layer("Dropout", "d", "'rate': 1"),
        OUTPUT);
  }

  @Test
  void openShape_isRefused() {
    assertRefused(
        "The model must begin with keras.Input of a fixed shape. Provided: [null,null,3]",
        input("[null, null, 3]"),
        OUTPUT);
  }

  @Test
  void tooManyFeatures_areRefused() {
    assertRefused(
        "An example must have fewer than 2^31 features. Provided: [65536, 65536]",
        input("[null, 65536, 65536]"),
        layer("Flatten", "f", ""),
        OUTPUT);
  }

  @Test
  void layerWithoutConfig_isRefused() {
    assertRefused(
        "Every layer must have a config. Provided: {\"class_name\":\"Dense\"}. Save the model again",
        input("[null, 3]"),
        "{'class_name': 'Dense'}");
  }

  @Test
  void nestedModel_isRefusedByName() {
    assertThatThrownBy(
            () -> sequential(input("[null, 3]"), layer("Sequential", "inner", ""), OUTPUT))
        .isInstanceOf(KerasFormatException.class)
        .hasMessageStartingWith("Layers must be of Activation, ")
        .hasMessageEndingWith(". Provided: Sequential 'inner'");
  }

  @Test
  void unknownActivation_isRefused() {
    assertRefused(
        "An activation must be one of elu, linear, relu, selu, sigmoid, silu, softmax, softplus,"
            + " softsign, swish, tanh. Provided: gelu of Dense 'h'",
        input("[null, 3]"),
        dense("h", 2, "gelu"),
        OUTPUT);
  }

  @Test
  void convolutionOfRows_isRefused() {
    assertRefused(
        "Conv2D 'c' must have 3 dimensions below it: height, width and channels. Provided: 1",
        input("[null, 3]"),
        layer("Conv2D", "c", ""),
        OUTPUT);
  }

  @Test
  void normalizationOverAnotherAxis_isRefused() {
    assertRefused(
        "BatchNormalization must be over the last axis. Provided: axis 1 of BatchNormalization"
            + " 'b'",
        input("[null, 2, 3, 4]"),
        layer("BatchNormalization", "b", "'axis': [1]"),
        layer("Flatten", "f", ""),
        OUTPUT);
  }

  @Test
  void settingsThatComputeOtherwise_areRefused() {
    assertRefused(
        "ReLU must have no bound, slope or threshold. Provided: ReLU 'r'",
        input("[null, 3]"),
        layer("ReLU", "r", "'max_value': 6.0"),
        OUTPUT);
    assertRefused(
        "A convolution must have one group. Provided: 2 of Conv2D 'c'",
        input("[null, 2, 2, 2]"),
        layer("Conv2D", "c", "'groups': 2"),
        OUTPUT);
    assertRefused(
        "Reshape must come before all layers but dropout. Provided: Reshape 'r'",
        input("[null, 3]"),
        dense("h", 4, "relu"),
        layer("Reshape", "r", "'target_shape': [2, 2]"),
        OUTPUT);
    assertRefused(
        "Softmax must be at the end alone. Provided: Dense 'h'",
        input("[null, 3]"),
        dense("h", 2, "softmax"),
        OUTPUT);
  }

  @Test
  void noLayers_areRefused() {
    assertRefused("The model must have layers. It has none", input("[null, 3]"));
  }
}
