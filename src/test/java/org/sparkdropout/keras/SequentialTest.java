package org.sparkdropout.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sparkdropout.keras.KerasModelJson.dense;
import static org.sparkdropout.keras.KerasModelJson.input;
import static org.sparkdropout.keras.KerasModelJson.layer;
import static org.sparkdropout.keras.KerasModelJson.sequential;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of the JSON of a model, in the forms of several versions of Keras. */
class SequentialTest {
  private static final String OUTPUT = dense("out", 2, "softmax");

  private static final String ACTIVATIONS =
      "An activation must be one of elu, gelu, hard_tanh, leaky_relu, linear, mish, relu, relu6,"
          + " selu, sigmoid, silu, softmax, softplus, softsign, swish, tanh. Provided: ";

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
    Sequential model = KerasModelJson.of("[%s, %s]".formatted(first, OUTPUT));
    assertThat(model.shape()).containsExactly(7);
    assertThat(names(model)).containsExactly("first", "out");
  }

  @Test
  void shapeOfTheBuiltModel_standsInForAnInput() {
    Sequential model =
        KerasModelJson.of("{'layers': [%s], 'build_input_shape': [null, 4]}".formatted(OUTPUT));
    assertThat(model.features()).isEqualTo(4);
    assertThat(model.outputs()).isEqualTo(2);
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
        ACTIVATIONS + "exponential of Dense 'h'",
        input("[null, 3]"),
        dense("h", 2, "exponential"),
        OUTPUT);
    assertRefused(
        ACTIVATIONS + "hard_sigmoid of Conv2D 'c'",
        input("[null, 3, 3, 1]"),
        layer("Conv2D", "c", "'filters': 2, 'activation': 'hard_sigmoid'"),
        layer("Flatten", "f", ""),
        OUTPUT);
    assertRefused(
        ACTIVATIONS + "the function relu of Dense 'h'",
        input("[null, 3]"),
        layer(
            "Dense",
            "h",
            "'units': 2, 'activation': {'module': 'builtins', 'class_name': 'function', 'config':"
                + " 'relu', 'registered_name': 'function'}"),
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
        ACTIVATIONS + "relu of a bound or threshold of ReLU 'r'",
        input("[null, 3]"),
        layer("ReLU", "r", "'max_value': 5.0"),
        OUTPUT);
    assertRefused(
        ACTIVATIONS + "relu6 of a slope of ReLU 'r'",
        input("[null, 3]"),
        layer("ReLU", "r", "'max_value': 6.0, 'negative_slope': 0.1"),
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

  /** Any layer can be given as an activation; only some are one. */
  @Test
  void otherLayerAsActivation_isRefusedByName() {
    for (String type : List.of("Rescaling", "BatchNormalization", "PReLU", "Dropout")) {
      String inner = layer(type, "inner", "'scale': 3");
      for (String outer : List.of("Dense", "Activation")) {
        assertRefused(
            ACTIVATIONS + "the layer %s of %s 'h'".formatted(type, outer),
            input("[null, 3]"),
            layer(outer, "h", "'units': 3, 'activation': " + inner),
            OUTPUT);
      }
    }
    String tanh = layer("Activation", "inner", "'activation': 'tanh'");
    Sequential model =
        sequential(
            input("[null, 3]"), layer("Dense", "h", "'units': 3, 'activation': " + tanh), OUTPUT);
    assertThat(model.layers().get(0).activation()).isEqualTo("tanh");
  }

  @Test
  void softmaxOverRows_isRefused() {
    for (String axis : List.of("0", "-2", "[0]")) {
      String softmax = layer("Softmax", "s", "'axis': " + axis);
      String place = axis.replaceAll("[\\[\\]]", "");
      assertRefused(
          ACTIVATIONS + "softmax over axis %s of Softmax 's'".formatted(place),
          input("[null, 3]"),
          dense("out", 2, "linear"),
          softmax);
      assertRefused(
          ACTIVATIONS + "softmax over axis %s of Dense 'out'".formatted(place),
          input("[null, 3]"),
          layer("Dense", "out", "'units': 2, 'activation': " + softmax));
    }
    assertThat(
            sequential(
                    input("[null, 3]"),
                    dense("out", 2, "linear"),
                    layer("Softmax", "s", "'axis': 1"))
                .outputs())
        .isEqualTo(2);
  }

  /** It gives units in another order, before and behind convolutions. */
  @Test
  void flattenOfChannelsFirst_isRefused() {
    String flatten = layer("Flatten", "f", "'data_format': 'channels_first'");
    String message = "Images must be channels_last. Provided: channels_first of Flatten 'f'";
    assertRefused(message, input("[null, 2, 3, 4]"), flatten, OUTPUT);
    assertRefused(
        message, input("[null, 2, 3, 4]"), layer("MaxPooling2D", "m", ""), flatten, OUTPUT);
    assertRefused(
        message, input("[null, 24]"), layer("Dropout", "d", "'rate': 0.1"), flatten, OUTPUT);
  }

  @Test
  void noLayers_areRefused() {
    assertRefused("The model must have layers. It has none", input("[null, 3]"));
  }

  private static final String SCALE = layer("Rescaling", "scale", "'scale': 0.5, 'offset': 0");

  @Test
  void scalingBehindOtherLayers_isRefused() {
    String rule =
        "Rescaling and Normalization must come before all layers but Flatten and Reshape. Provided:"
            + " %s. Put it first, and train the model again";
    assertRefused(
        rule.formatted("Rescaling 'scale'"),
        input("[null, 3]"),
        dense("h", 4, "relu"),
        SCALE,
        OUTPUT);
    assertRefused(
        rule.formatted("Normalization 'n'"),
        input("[null, 3]"),
        layer("Dropout", "d", "'rate': 0.1"),
        layer("Normalization", "n", "'axis': [-1]"),
        OUTPUT);
    assertThat(sequential(input("[null, 3]"), SCALE, OUTPUT).scaling()).hasSize(1);
  }

  @Test
  void layersThatDoNothingToRows_areLeftOut() {
    Sequential model =
        sequential(
            input("[null, 3]"),
            layer("GaussianNoise", "noise", "'stddev': 0.1"),
            dense("h", 4, "relu"),
            layer("Flatten", "f", ""),
            layer("Reshape", "r", "'target_shape': [4]"),
            layer("Identity", "i", ""),
            layer("Activation", "a", "'activation': 'linear'"),
            layer("ActivityRegularization", "p", "'l1': 0.1"),
            OUTPUT);
    assertThat(names(model)).containsExactly("h", "out");
    assertThat(model.noise()).extracting(LayerConfig::name).containsExactly("noise", "p");
  }

  @Test
  void slopes_areThoseOfTheFile_orKerass() {
    assertThat(slope(dense("h", 4, "leaky_relu"))).isEqualTo(0.2);
    assertThat(slope(dense("h", 4, "elu"))).isEqualTo(1);
    assertThat(slope(layer("LeakyReLU", "l", "'alpha': 0.25"))).isEqualTo(0.25);
    assertThat(slope(layer("LeakyReLU", "l", ""))).isEqualTo(0.3);
    assertThat(slope(layer("ELU", "l", "'alpha': 0.7"))).isEqualTo(0.7);
    assertThat(slope(layer("ReLU", "l", "'negative_slope': 0.1"))).isEqualTo(0.1);
    String inner = layer("LeakyReLU", "l", "'negative_slope': 0.6");
    assertThat(slope(layer("Dense", "h", "'units': 2, 'activation': " + inner))).isEqualTo(0.6);
  }

  private static double slope(String layer) {
    return sequential(input("[null, 3]"), layer, OUTPUT).layers().get(0).slope();
  }

  @Test
  void classOfOthers_isRefused_whateverItsName() {
    for (String more :
        List.of(
            "'module': '__main__', 'registered_name': 'Dense'",
            "'module': null, 'registered_name': 'mine>Dense'",
            "'registered_name': 'other>Dense'",
            "'module': 'kerasish.layers'")) {
      String layer =
          "{'class_name': 'Dense', %s, 'config': {'name': 'h', 'units': 2}}".formatted(more);
      assertThatThrownBy(() -> sequential(input("[null, 3]"), layer, OUTPUT))
          .isInstanceOf(KerasFormatException.class)
          .hasMessageStartingWith("Every class must be one of Keras itself. Dense 'h' is of ");
    }
  }

  @Test
  void quantisedLayers_areRefused_ofAnyType() {
    for (String layer :
        List.of(
            layer("Dense", "h", "'units': 2, 'dtype': 'int8_from_float32'"),
            layer("Dense", "h", "'units': 2, 'quantization_mode': 'int4'"),
            layer(
                "BatchNormalization",
                "h",
                "'dtype': {'class_name': 'QuantizedFloat8DTypePolicy', 'config': {'mode':"
                    + " 'float8'}}"))) {
      assertThatThrownBy(() -> sequential(input("[null, 3]"), layer, OUTPUT))
          .isInstanceOf(KerasFormatException.class)
          .hasMessageStartingWith("Layers must not be quantised. ");
    }
  }

  private static String node(String layer, String nodes) {
    return layer.substring(0, layer.length() - 1) + ", 'inbound_nodes': " + nodes + "}";
  }

  private static Sequential functional(String outputs, String... nodes) {
    return Sequential.of(
        new SavedModel(
            KerasModelJson.json(
                "{'class_name': 'Functional', 'config': {'layers': [%s], 'output_layers': %s}}"
                    .formatted(String.join(", ", nodes), outputs)),
            com.fasterxml.jackson.databind.node.MissingNode.getInstance(),
            model -> java.util.Map.of()));
  }

  private static final String IN = node(input("[null, 3]"), "[]");

  /** As Keras 2 writes them, not in order. */
  @Test
  void chainOfKeras2_isFollowed() {
    Sequential model =
        functional(
            "[['out', 0, 0]]",
            node(OUTPUT, "[[['h', 0, 0, {}]]]"),
            IN,
            node(dense("h", 4, "relu"), "[[['in', 0, 0, {}]]]"));
    assertThat(names(model)).containsExactly("h", "out");
    assertThat(model.shape()).containsExactly(3);
  }

  @Test
  void modelsThatAreNoChain_areRefused() {
    String hidden = node(dense("h", 3, "relu"), "[[['in', 0, 0, {}]]]");
    assertThatThrownBy(
            () ->
                functional(
                    "['out', 0, 0]",
                    IN,
                    hidden,
                    node(OUTPUT, "[[['h', 0, 0, {}], ['in', 0, 0, {}]]]")))
        .hasMessageContaining("Dense 'out' takes [h, in]. Only chains come in");
    assertThatThrownBy(
            () ->
                functional(
                    "[['out', 0, 0], ['h', 0, 0]]",
                    IN,
                    hidden,
                    node(OUTPUT, "[[['h', 0, 0, {}]]]")))
        .hasMessageContaining("its outputs are [out, h]");
    assertThatThrownBy(
            () -> functional("['out', 0, 0]", IN, hidden, node(OUTPUT, "[[['in', 0, 0, {}]]]")))
        .hasMessageContaining("beside the chain it has [h]");
    assertThatThrownBy(
            () ->
                functional(
                    "['out', 0, 0]",
                    node(dense("h", 3, "relu"), "[[['out', 0, 0, {}]]]"),
                    node(OUTPUT, "[[['h', 0, 0, {}]]]")))
        .as("a circle")
        .isInstanceOf(KerasFormatException.class);
    assertThatThrownBy(
            () ->
                functional(
                    "['out', 0, 0]",
                    IN,
                    node(
                        layer("Dropout", "d", "'rate': 0.5"),
                        "[[['in', 0, 0, {'training': true}]]]"),
                    node(OUTPUT, "[[['d', 0, 0, {}]]]")))
        .hasMessageStartingWith("A layer must not be called with training=True. Dropout 'd' is");
  }
}
