package org.sparkdropout.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.modelimport.keras.KerasLayer;
import org.deeplearning4j.nn.modelimport.keras.KerasModel;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.sparkdropout.blas.Blas;
import org.sparkdropout.dropout.DenseStart;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.dropout.InferenceNetwork;
import org.sparkdropout.dropout.Masks;
import org.sparkdropout.dropout.WeightScaling;
import org.sparkdropout.head.SoftmaxCrossEntropy;
import org.sparkdropout.head.Tally;
import org.sparkdropout.network.Activation;
import org.sparkdropout.network.Forward;
import org.sparkdropout.network.Topology;
import org.sparkdropout.network.Workspace;
import org.sparkdropout.optimizer.LearningRate;
import org.sparkdropout.optimizer.Optimization;
import org.sparkdropout.optimizer.Sgd;
import org.sparkdropout.optimizer.StepTime;
import org.sparkdropout.optimizer.TrainingStep;
import org.sparkdropout.random.Streams;

/** Files of real Keras 2 and 3 against what Keras itself predicts. */
class KerasFileTest {
  private static final float TOLERANCE = 1e-5f;
  private static final List<String> DENSE =
      List.of("dense", "gaussian", "normalized", "binary", "names");

  static Stream<KerasSamples.Sample> samples() {
    return KerasSamples.all().stream();
  }

  static Stream<KerasSamples.Sample> denseSamples() {
    return samples().filter(sample -> DENSE.contains(sample.name()));
  }

  @Test
  void samples_areAll() {
    assertThat(samples()).hasSize(32);
    assertThat(denseSamples()).hasSize(12);
  }

  private static INDArray rows(KerasFile file, KerasSamples.Sample sample) {
    float[] inputs = sample.inputs();
    return Nd4j.createFromArray(inputs)
        .reshape('c', inputs.length / file.features(), file.features());
  }

  private static float[] flat(INDArray array) {
    return array.dup('c').reshape(array.length()).toFloatVector();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void dl4jNetwork_predictsWhatKerasDoes(KerasSamples.Sample sample) {
    KerasFile file = sample.read();
    INDArray output = file.network().output(rows(file, sample));
    assertThat(output.shape()).containsExactly(5, file.outputs());
    assertThat(flat(output)).containsExactly(sample.predictions(), within(TOLERANCE));
  }

  @ParameterizedTest
  @MethodSource("denseSamples")
  void denseNetwork_predictsWhatKerasDoes(KerasSamples.Sample sample) {
    KerasFile file = sample.read();
    DenseStart dense = file.dense().orElseThrow();
    InferenceNetwork network = WeightScaling.scale(dense.weights(), dense.dropout());
    Workspace workspace = new Workspace(network.topology(), 5);
    float[] inputs = sample.inputs();
    System.arraycopy(inputs, 0, workspace.inputs(), 0, inputs.length);
    network.logits(workspace, new Forward(Blas.instance()), 5);
    new SoftmaxCrossEntropy(network.topology().outputs()).run(workspace, 5, new Tally());
    assertThat(workspace.scores()).containsExactly(sample.predictions(), within(TOLERANCE));
    assertThat(file.whyNotDense()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"keras2", "keras3"})
  void dense_ofReluAndDropout_keepsEveryRate(String folder) {
    DenseStart dense = KerasSamples.sample(folder, "dense").read().dense().orElseThrow();
    Topology expected = new Topology(6, new int[] {8, 5}, 3, Activation.RELU);
    assertThat(dense.weights().topology()).isEqualTo(expected);
    assertDropout(dense.dropout(), Dropout.Kind.INVERTED, 0.2, 0.5, 0.25);
  }

  @ParameterizedTest
  @ValueSource(strings = {"keras2", "keras3"})
  void dense_ofFlattenTanhAndGaussianNoise_keepsEveryRate(String folder) {
    DenseStart dense = KerasSamples.sample(folder, "gaussian").read().dense().orElseThrow();
    Topology expected = new Topology(6, new int[] {7}, 4, Activation.TANH);
    assertThat(dense.weights().topology()).isEqualTo(expected);
    assertDropout(dense.dropout(), Dropout.Kind.GAUSSIAN, 0.1, 0.3);
  }

  private static void assertDropout(Dropout dropout, Dropout.Kind kind, double... rates) {
    assertThat(dropout.kind()).isEqualTo(kind);
    assertThat(dropout.sharing()).isEqualTo(Dropout.Sharing.EXAMPLE);
    for (int layer = 0; layer < rates.length; layer++) {
      assertThat(dropout.dropout(layer)).isEqualTo(rates[layer]);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"keras2", "keras3"})
  void dl4jNetwork_keepsEveryDropout(String folder) {
    assertThat(dropouts(folder, "dense"))
        .containsExactly(
            new org.deeplearning4j.nn.conf.dropout.Dropout(0.8),
            new org.deeplearning4j.nn.conf.dropout.Dropout(0.5),
            new org.deeplearning4j.nn.conf.dropout.Dropout(0.75));
    assertThat(dropouts(folder, "gaussian"))
        .containsExactly(new GaussianDropout(0.1), new GaussianDropout(0.3));
    assertThat(dropouts(folder, "conv"))
        .containsExactly(
            new ChannelsLastDropout(0.75),
            new org.deeplearning4j.nn.conf.dropout.Dropout(0.6),
            new AlphaDropout(0.9));
  }

  private static List<IDropout> dropouts(String folder, String name) {
    return KerasSamples.sample(folder, name)
        .read()
        .network()
        .getLayerWiseConfigurations()
        .getConfs()
        .stream()
        .map(conf -> conf.getLayer())
        .filter(DropoutLayer.class::isInstance)
        .map(layer -> ((DropoutLayer) layer).getIDropout())
        .toList();
  }

  /** Why dropout layers are made here: if this fails, DL4J's own import may do. */
  @Test
  void importOfDl4jAlone_losesDropoutAndInvertsNoise() throws Exception {
    assertThat(ofDl4jAlone("dense"))
        .containsOnly(new org.deeplearning4j.nn.conf.dropout.Dropout(1));
    assertThat(ofDl4jAlone("gaussian"))
        .containsExactly(new GaussianDropout(0.9), new GaussianDropout(0.7));
  }

  private static List<IDropout> ofDl4jAlone(String name) throws Exception {
    byte[] file =
        Files.readAllBytes(Path.of(KerasSamples.path("keras2/" + name + ".h5").toUri().getPath()));
    return new KerasModel()
            .modelBuilder()
            .modelJson(Dl4jConfig.of(Sequential.of(Hdf5File.read(file))))
            .buildSequential()
            .getLayersOrdered()
            .stream()
            .map(KerasLayer::getLayer)
            .filter(DropoutLayer.class::isInstance)
            .map(layer -> ((DropoutLayer) layer).getIDropout())
            .toList();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void dl4jConfiguration_goesThroughJson(KerasSamples.Sample sample) {
    KerasFile file = sample.read();
    MultiLayerConfiguration configuration = file.network().getLayerWiseConfigurations();
    MultiLayerNetwork copy =
        new MultiLayerNetwork(MultiLayerConfiguration.fromJson(configuration.toJson()));
    copy.init(file.network().params().dup(), false);
    assertThat(flat(copy.output(rows(file, sample))))
        .containsExactly(flat(file.network().output(rows(file, sample))));
  }

  /** All five rows, always the same, learned by heart in spite of masks. */
  @ParameterizedTest
  @MethodSource("denseSamples")
  void denseNetwork_trainsOnWithItsDropout(KerasSamples.Sample sample) {
    KerasFile file = sample.read();
    DenseStart dense = file.dense().orElseThrow();
    Topology topology = dense.weights().topology();
    TrainingStep sgd =
        new TrainingStep(
            topology,
            new SoftmaxCrossEntropy(topology.outputs()),
            optimization(),
            5,
            Blas.instance());
    Masks masks = new Masks(dense.dropout(), new Streams(1), 0);
    float[][] velocity = new float[1][topology.parameters()];
    double before = loss(dense, sample);
    for (int step = 0; step < 300; step++) {
      fill(sgd.workspace(), sample);
      sgd.step(
          dense.weights(), velocity, new Tally(), masks.at(0, step), 5, new StepTime(0, step, 300));
    }
    assertThat(loss(dense, sample)).isLessThan(before / 2);
  }

  private static Optimization optimization() {
    return new Optimization(
        new LearningRate(LearningRate.Schedule.CONSTANT, 0.05, 0, 1, 0),
        new Sgd(Sgd.Kind.CLASSICAL, 0.9, 0.9, 0),
        3,
        0,
        0,
        0);
  }

  private static double loss(DenseStart dense, KerasSamples.Sample sample) {
    InferenceNetwork network = WeightScaling.scale(dense.weights(), dense.dropout());
    Workspace workspace = new Workspace(network.topology(), 5);
    fill(workspace, sample);
    network.logits(workspace, new Forward(Blas.instance()), 5);
    Tally tally = new Tally();
    new SoftmaxCrossEntropy(network.topology().outputs()).run(workspace, 5, tally);
    return tally.meanLoss();
  }

  private static void fill(Workspace workspace, KerasSamples.Sample sample) {
    float[] inputs = sample.inputs();
    System.arraycopy(inputs, 0, workspace.inputs(), 0, inputs.length);
    System.arraycopy(new float[] {0, 1, 2, 1, 0}, 0, workspace.targets(), 0, 5);
    Arrays.fill(workspace.exampleWeights(), 1f);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void dl4jNetwork_trainsOn(KerasSamples.Sample sample) {
    KerasFile file = sample.read();
    MultiLayerNetwork network = file.network();
    network.setLearningRate(0.05);
    INDArray rows = rows(file, sample);
    INDArray labels = Nd4j.zeros(5, file.outputs());
    for (int row = 0; row < 5; row++) {
      labels.putScalar(row, row % 2, 1);
    }
    double before = score(network, rows, labels);
    for (int step = 0; step < 60; step++) {
      network.fit(rows, labels);
    }
    assertThat(score(network, rows, labels)).isLessThan(before);
  }

  private static double score(MultiLayerNetwork network, INDArray rows, INDArray labels) {
    return network.score(new org.nd4j.linalg.dataset.DataSet(rows, labels));
  }

  @Test
  void whyNotDense_namesTheLayer() {
    assertThat(reason("conv")).isEqualTo("it has a layer of another type, Conv2D 'conv2d'");
    assertThat(reason("activations")).isEqualTo("Dense 'dense_8' computes softplus");
    assertThat(reason("far")).isEqualTo("ELU 'elu' computes elu");
    assertThat(reason("scaled")).startsWith("it has a layer of another type, Conv2D");
    assertThat(reason("binaryLogits")).startsWith("Dense 'dense").endsWith("computes leaky_relu");
  }

  private static String reason(String name) {
    return KerasSamples.sample("keras3", name).read().whyNotDense().orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"keras2", "keras3"})
  void leftBehind_namesRegularisersAndConstraints(String folder) {
    assertThat(KerasSamples.sample(folder, "dense").read().leftBehind())
        .containsExactlyInAnyOrder(
            "kernel_regularizer of Dense 'dense_1'", "kernel_constraint of Dense 'dense_1'");
    assertThat(KerasSamples.sample(folder, "conv").read().leftBehind()).isEmpty();
  }

  @Test
  void leftBehind_namesLayersThatOnlyTrain() {
    assertThat(KerasSamples.sample("keras3", "chain").read().leftBehind())
        .containsExactly(
            "GaussianNoise 'gaussian_noise_1'", "ActivityRegularization 'activity_regularization'");
  }

  @Test
  void scaling_namesLayersThatTheFirstWeightsTakeIn() {
    assertThat(KerasSamples.sample("keras3", "normalized").read().scaling())
        .containsExactly("Normalization 'normalization'", "Rescaling 'rescaling_1'");
    assertThat(KerasSamples.sample("keras3", "dense").read().scaling()).isEmpty();
  }

  /** Keras 3 adds these weights to the kernel when it saves .keras. */
  @Test
  void loraInAZip_predictsWhatKerasDoes() {
    assertThat(ofOthers("lora.keras")).containsExactly(expected("lora"), within(TOLERANCE));
  }

  @ParameterizedTest
  @CsvSource({
    "halfPrecision.keras, halfPrecision, mixed_float16",
    "halfPrecision.h5, halfPrecision, mixed_float16",
    "brainPrecision.keras, brainPrecision, mixed_bfloat16"
  })
  void mixedPrecision_isNearAndSaid(String file, String name, String policy) {
    assertThat(ofOthers(file)).containsExactly(expected(name), within(3e-3f));
    assertThat(KerasSamples.read("keras3/" + file).imprecise())
        .containsExactly("Dense 'hidden' (%s)".formatted(policy));
  }

  private static float[] ofOthers(String file) {
    INDArray rows = Nd4j.createFromArray(expected("inputs")).reshape('c', 5, 4);
    return flat(KerasSamples.read("keras3/" + file).network().output(rows));
  }

  private static float[] expected(String key) {
    return KerasSamples.others(key);
  }
}
