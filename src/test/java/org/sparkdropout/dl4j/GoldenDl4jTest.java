package org.sparkdropout.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.sparkdropout.golden.GoldenCase;
import org.sparkdropout.golden.GoldenStep;
import org.sparkdropout.head.SoftmaxCrossEntropy;
import org.sparkdropout.head.Tally;
import org.sparkdropout.network.Topology;
import org.sparkdropout.network.Workspace;
import org.sparkdropout.optimizer.LearningRate;
import org.sparkdropout.optimizer.Sgd;

/**
 * DL4J's networks, with the loss that the engine gives them, against the golden files: with the
 * same masks on the inputs of its layers, it computes the same. Its momentum is Nesterov's, its
 * clipping goes by layer.
 */
class GoldenDl4jTest {
  private static final double RELATIVE = 1e-5;

  /** Multiplies what comes into a layer by what the framework did. */
  private static final class FixedMask implements IDropout {
    private static final long serialVersionUID = 1L;

    private transient INDArray mask;

    @Override
    public INDArray applyDropout(
        INDArray input, INDArray result, int iteration, int epoch, LayerWorkspaceMgr workspaces) {
      return input.muli(mask, result);
    }

    @Override
    public INDArray backprop(INDArray above, INDArray below, int iteration, int epoch) {
      return above.muli(mask, below);
    }

    @Override
    public void clear() {
      // The test sets another mask before each step.
    }

    /** Itself: DL4J clones configurations, and the test holds this one. */
    @Override
    @SuppressWarnings("MethodDoesntCallSuperMethod")
    public FixedMask clone() {
      return this;
    }
  }

  static Stream<GoldenCase> cases() {
    return GoldenCase.all();
  }

  static Stream<GoldenCase> casesOfItsUpdate() {
    return cases()
        .filter(golden -> golden.sgd().kind() == Sgd.Kind.NESTEROV)
        .filter(golden -> golden.optimization().gradientClip() == 0)
        .filter(
            golden ->
                golden.optimization().learningRate().schedule() == LearningRate.Schedule.CONSTANT);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradient_ofTheFirstStep_isThatOfTheFile(GoldenCase golden) {
    GoldenStep step = golden.steps().get(0);
    FixedMask[] masks = masks(golden);
    MultiLayerNetwork network = network(golden, masks, 0);
    set(masks, step, golden);
    Tally tally = new Tally();
    DataSet batch = batch(golden, network, tally);
    network.setInput(batch.getFeatures());
    network.setLabels(batch.getLabels());
    network.computeGradientAndScore();
    assertThat(tally.sums().loss() / golden.rows())
        .isCloseTo(step.loss(), within(RELATIVE * step.loss()));
    // DL4J divides by the rows when it updates.
    assertClose(
        flat(golden.topology(), network.gradient().gradientForVariable()),
        step.values("gradient"),
        1.0 / golden.rows());
  }

  @ParameterizedTest
  @MethodSource("casesOfItsUpdate")
  void steps_ofNesterovsMomentum_giveTheWeightsOfTheFile(GoldenCase golden) {
    FixedMask[] masks = masks(golden);
    MultiLayerNetwork network = network(golden, masks, golden.optimization().l2());
    for (GoldenStep step : golden.steps()) {
      set(masks, step, golden);
      network.fit(batch(golden, network, new Tally()));
      assertClose(flat(golden.topology(), network.paramTable()), step.values("weights"), 1);
    }
  }

  private static FixedMask[] masks(GoldenCase golden) {
    return Stream.generate(FixedMask::new)
        .limit(golden.topology().layers())
        .toArray(FixedMask[]::new);
  }

  private static void set(FixedMask[] masks, GoldenStep step, GoldenCase golden) {
    for (int layer = 0; layer < masks.length; layer++) {
      int units = golden.topology().inputs(layer);
      masks[layer].mask =
          step.thins(layer)
              ? Nd4j.createFromArray(step.multipliers(layer))
                  .castTo(Nd4j.dataType())
                  .reshape('c', golden.rows(), units)
              : Nd4j.ones(golden.rows(), units);
    }
  }

  private static MultiLayerNetwork network(GoldenCase golden, FixedMask[] masks, double l2) {
    Topology topology = golden.topology();
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder()
            .updater(
                new Nesterovs(
                    golden.optimization().learningRate().initial(), golden.sgd().momentumAt(0)))
            .l2(l2)
            .list();
    for (int layer = 0; layer < topology.layers() - 1; layer++) {
      layers.layer(hidden(golden, masks[layer], layer));
    }
    int last = topology.layers() - 1;
    layers.layer(
        new OutputLayer.Builder(
                new CountedLoss(new LossMCXENT(), new SoftmaxCrossEntropy(topology.outputs())))
            .nIn(topology.inputs(last))
            .nOut(topology.outputs())
            .activation(Activation.SOFTMAX)
            .dropOut(masks[last])
            .build());
    return initialized(golden, layers.build());
  }

  private static DenseLayer hidden(GoldenCase golden, FixedMask mask, int layer) {
    DenseLayer.Builder builder =
        new DenseLayer.Builder()
            .nIn(golden.topology().inputs(layer))
            .nOut(golden.topology().outputs(layer))
            .activation(activation(golden.topology()))
            .dropOut(mask);
    if (golden.optimization().boundsNorm()) {
      builder.constrainWeights(new MaxNormConstraint(golden.optimization().maxNorm(), 0));
    }
    return builder.build();
  }

  private static Activation activation(Topology topology) {
    return switch (topology.activation()) {
      case RELU -> Activation.RELU;
      case LOGISTIC -> Activation.SIGMOID;
      case TANH -> Activation.TANH;
    };
  }

  private static MultiLayerNetwork initialized(
      GoldenCase golden, MultiLayerConfiguration configuration) {
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    Topology topology = golden.topology();
    float[] values = golden.weights().values();
    for (int layer = 0; layer < topology.layers(); layer++) {
      int biases = topology.biasOffset(layer);
      int units = topology.outputs(layer);
      float[] kernel = Arrays.copyOfRange(values, topology.weightOffset(layer), biases);
      network.setParam(layer + "_W", matrix(kernel, topology.inputs(layer), units));
      float[] bias = Arrays.copyOfRange(values, biases, biases + units);
      network.setParam(layer + "_b", matrix(bias, 1, units));
    }
    return network;
  }

  private static INDArray matrix(float[] values, int rows, int columns) {
    return Nd4j.createFromArray(values).reshape('c', rows, columns);
  }

  private static DataSet batch(GoldenCase golden, MultiLayerNetwork network, Tally tally) {
    Workspace batch = new Workspace(golden.topology(), golden.rows());
    golden.fill(batch);
    OutputLayer output = (OutputLayer) network.getOutputLayer().conf().getLayer();
    ((CountedLoss) output.getLossFn()).count(tally, batch.targets(), batch.exampleWeights());
    INDArray labels = Nd4j.zeros(golden.rows(), golden.topology().outputs());
    for (int row = 0; row < golden.rows(); row++) {
      labels.putScalar(row, (int) batch.targets()[row], 1);
    }
    INDArray inputs = matrix(batch.inputs(), golden.rows(), golden.topology().inputs());
    return new DataSet(inputs, labels);
  }

  /** Laid out by our topology. */
  private static double[] flat(Topology topology, Map<String, INDArray> table) {
    return java.util.stream.IntStream.range(0, topology.layers())
        .boxed()
        .flatMap(layer -> Stream.of(table.get(layer + "_W"), table.get(layer + "_b")))
        .flatMapToDouble(
            array -> DoubleStream.of(array.dup('c').reshape(array.length()).toDoubleVector()))
        .toArray();
  }

  private static void assertClose(double[] actual, double[] expected, double factor) {
    assertThat(actual.length).isEqualTo(expected.length);
    double largest = DoubleStream.of(expected).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < expected.length; i++) {
      double scale = Math.max(Math.abs(expected[i]), largest / 10);
      assertThat(factor * actual[i])
          .as("value %d", i)
          .isCloseTo(expected[i], within(RELATIVE * scale));
    }
  }
}
