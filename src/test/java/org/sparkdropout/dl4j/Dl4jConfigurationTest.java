package org.sparkdropout.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.dropout.GaussianNoise;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.sparkdropout.data.TargetKind;
import org.sparkdropout.fit.UnsupportedNetworkException;
import org.sparkdropout.head.SoftmaxCrossEntropy;

class Dl4jConfigurationTest {
  private static MultiLayerConfiguration endingIn(Layer... layers) {
    NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder().list();
    for (Layer layer : layers) {
      list.layer(layer);
    }
    list.validateOutputLayerConfig(false);
    return list.build();
  }

  private static OutputLayer output(LossFunction loss, Activation activation) {
    return new OutputLayer.Builder(loss).nIn(3).nOut(2).activation(activation).build();
  }

  private static void assertRefused(MultiLayerConfiguration network, String message) {
    assertThatThrownBy(() -> Dl4jConfiguration.parse(network.toJson(), "net.json"))
        .isInstanceOf(UnsupportedNetworkException.class)
        .hasMessage(message);
  }

  @Test
  void parse_jsonAndYaml_areTheSame() {
    MultiLayerConfiguration network = Networks.convolutional();
    Dl4jConfiguration ofJson = Dl4jConfiguration.parse(network.toJson(), "a");
    assertThat(Dl4jConfiguration.parse(network.toYaml(), "a").json()).isEqualTo(ofJson.json());
    assertThat(ofJson).hasToString("convolution 8, subsampling, dense 32, output 10");
    assertThat(ofJson.outputs()).isEqualTo(10);
    assertThat(ofJson.dropoutText()).isEqualTo("[0.2, 0.5]");
    assertThat(ofJson.withoutDropout().dropoutText()).isEqualTo("[]");
  }

  @Test
  void keyed_replacesEveryDropout_inWrappedLayersToo() {
    MultiLayerConfiguration network =
        new NeuralNetConfiguration.Builder()
            .dropOut(new GaussianDropout(0.1))
            .list()
            .layer(new Bidirectional(new LSTM.Builder().nIn(2).nOut(3).build()))
            .layer(new LastTimeStep(new LSTM.Builder().nIn(6).nOut(3).build()))
            .layer(output(LossFunction.MCXENT, Activation.SOFTMAX))
            .build();
    Dl4jConfiguration parsed = Dl4jConfiguration.parse(network.toJson(), "a");
    assertThat(parsed.noises()).hasSizeGreaterThanOrEqualTo(4);
    assertThat(Layers.of(parsed.keyed(new MaskStep(1), 1, new SoftmaxCrossEntropy(3))))
        .extracting(Layer::getIDropout)
        .filteredOn(dropout -> dropout != null)
        .hasSize(parsed.noises().size())
        .hasOnlyElementsOfType(KeyedDropout.class);
    assertThat(parsed.withoutDropout().noises()).isEmpty();
  }

  @Test
  void parse_somethingElse_saysWhatItStartsWith() {
    assertThatThrownBy(() -> Dl4jConfiguration.parse("a,b\n1,2", "table.csv"))
        .isInstanceOf(UnsupportedNetworkException.class)
        .hasMessage(
            "network must hold a MultiLayerConfiguration of DL4J as JSON or YAML. table.csv does"
                + " not; it starts: a,b 1,2. Write one with MultiLayerConfiguration.toJson() of DL4J"
                + " 1.0.0-M2");
    assertThatThrownBy(() -> Dl4jConfiguration.parse("{\"a\": 1}", "a.json"))
        .hasMessageStartingWith("network must hold a MultiLayerConfiguration of DL4J");
    assertThatThrownBy(() -> Dl4jConfiguration.parse("", "a.json"))
        .hasMessageContaining("as JSON or YAML. a.json is empty. Write one with");
  }

  @Test
  void parse_graph_saysSo() {
    String graph =
        new NeuralNetConfiguration.Builder()
            .graphBuilder()
            .addInputs("in")
            .addLayer("out", output(LossFunction.MCXENT, Activation.SOFTMAX), "in")
            .setOutputs("out")
            .build()
            .toJson();
    assertThatThrownBy(() -> Dl4jConfiguration.parse(graph, "g.json"))
        .hasMessage(
            "network must be a MultiLayerConfiguration: layer after layer. g.json holds a"
                + " ComputationGraph's. Write the network as a MultiLayerConfiguration");
  }

  @ParameterizedTest
  @EnumSource(names = {"MSE", "L2", "MEAN_ABSOLUTE_ERROR", "L1"})
  void parse_outputOfNumbers_isForNumbers(LossFunction loss) {
    Dl4jConfiguration parsed =
        Dl4jConfiguration.parse(Networks.numbers(4, 1, loss, null).toJson(), "net.json");
    assertThat(parsed.target()).isEqualTo(TargetKind.NUMBERS);
    assertThat(parsed.outputs()).isEqualTo(1);
  }

  @Test
  void parse_outputOfNumbersWithoutBias_isRefused() {
    assertRefused(
        endingIn(
            new OutputLayer.Builder(LossFunction.MSE)
                .nIn(3)
                .nOut(2)
                .activation(Activation.IDENTITY)
                .hasBias(false)
                .build()),
        "network for numbers must have an output layer with a bias. Provided: OutputLayer 'layer0'"
            + " with identity and LossMSE(), without a bias (net.json). Set hasBias of its last"
            + " layer to true");
  }

  @Test
  void parse_otherOutputs_areRefused() {
    String rule =
        "network must end in an OutputLayer: for classes softmax, with the loss MCXENT or"
            + " NEGATIVELOGLIKELIHOOD; for numbers identity, with the loss MSE, L2,"
            + " MEAN_ABSOLUTE_ERROR or L1. Provided: ";
    assertRefused(
        endingIn(output(LossFunction.MSE, Activation.TANH)),
        rule
            + "OutputLayer 'layer0' with tanh and LossMSE() (net.json). Change its last layer;"
            + " labels of several classes are not supported");
    assertRefused(
        endingIn(output(LossFunction.POISSON, Activation.IDENTITY)),
        rule
            + "OutputLayer 'layer0' with identity and LossPoisson() (net.json). Change its last"
            + " layer; labels of several classes are not supported");
    assertRefused(
        endingIn(new DenseLayer.Builder().nIn(3).nOut(2).build()),
        rule + "DenseLayer 'layer0' (net.json). Change its last layer");
    assertRefused(
        endingIn(
            new RnnOutputLayer.Builder(LossFunction.MCXENT)
                .nIn(3)
                .nOut(2)
                .activation(Activation.SOFTMAX)
                .build()),
        rule + "RnnOutputLayer 'layer0' (net.json). Change its last layer");
  }

  @Test
  void parse_noiseThatCannotBeKeyed_isRefusedByName() {
    String rule =
        "network must drop with Dropout, GaussianDropout, SpatialDropout, AlphaDropout of a fixed"
            + " probability in [0, 1). Provided: ";
    Layer noisy = new DenseLayer.Builder().nIn(3).nOut(3).dropOut(new GaussianNoise(0.1)).build();
    assertRefused(
        endingIn(noisy, output(LossFunction.MCXENT, Activation.SOFTMAX)),
        rule
            + "GaussianNoise(stddev=0.1, stddevSchedule=null) in DenseLayer 'layer0' (net.json). Use"
            + " one of these, without a schedule");
    Layer scheduled =
        new DenseLayer.Builder()
            .nIn(3)
            .nOut(3)
            .dropOut(new Dropout(new ExponentialSchedule(ScheduleType.EPOCH, 0.5, 0.9)))
            .build();
    assertThatThrownBy(
            () ->
                Dl4jConfiguration.parse(
                    endingIn(scheduled, output(LossFunction.MCXENT, Activation.SOFTMAX)).toJson(),
                    "net.json"))
        .hasMessageStartingWith(rule)
        .hasMessageContaining("ExponentialSchedule");
    Layer connected =
        new DenseLayer.Builder().nIn(3).nOut(3).weightNoise(new DropConnect(0.5)).build();
    assertRefused(
        endingIn(connected, output(LossFunction.MCXENT, Activation.SOFTMAX)),
        "network must not have weight noise, whose masks would not repeat. Provided: %s in"
                .formatted(((BaseLayer) connected).getWeightNoise())
            + " DenseLayer 'layer0' (net.json). Use Dropout, GaussianDropout, SpatialDropout,"
            + " AlphaDropout");
  }

  @Test
  void parse_othersThatDoNotFit_areRefused() {
    MultiLayerConfiguration inDouble = Networks.dense(3, 2, new AlphaDropout(0.9));
    inDouble.setDataType(DataType.DOUBLE);
    assertRefused(
        inDouble,
        "network must compute in FLOAT. Provided: DOUBLE (net.json). Set its dataType to FLOAT");
    MultiLayerConfiguration truncated = Networks.dense(3, 2, null);
    truncated.setBackpropType(BackpropType.TruncatedBPTT);
    assertRefused(
        truncated,
        "network must take one step a batch: backpropType Standard. Provided: TruncatedBPTT"
            + " (net.json). Set backpropType to Standard");
  }
}
