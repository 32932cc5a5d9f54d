package org.sparkdropout.keras;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.sparkdropout.dropout.DenseStart;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.network.Activation;
import org.sparkdropout.network.Topology;
import org.sparkdropout.network.Weights;

/**
 * Finds our own network in a Keras model: Dense layers with bias and one hidden activation, each
 * with at most one dropout before it, all of one kind.
 */
final class DenseImport {
  private static final Map<String, Activation> ACTIVATIONS =
      Map.of("relu", Activation.RELU, "sigmoid", Activation.LOGISTIC, "tanh", Activation.TANH);
  private static final Map<String, Dropout.Kind> KINDS =
      Map.of("Dropout", Dropout.Kind.INVERTED, "GaussianDropout", Dropout.Kind.GAUSSIAN);

  private static final Set<String> ACTIVATION_LAYERS =
      Set.of("Activation", "ELU", "LeakyReLU", "ReLU");

  /** Features that lie further from 0, in deviations, lose digits in weights that take them raw. */
  private static final double FARTHEST = 32;

  private final List<LayerConfig> dense = new ArrayList<>();
  private final List<Double> dropout = new ArrayList<>();
  private Optional<Dropout.Kind> kind = Optional.empty();
  private Optional<Activation> activation = Optional.empty();
  private Optional<LayerConfig> before = Optional.empty();
  private boolean linear;

  private DenseImport() {}

  /** Says why a model is none of our networks. */
  static final class NotDenseException extends Exception {
    private static final long serialVersionUID = 1L;

    NotDenseException(String reason) {
      super(reason);
    }
  }

  /**
   * Makes the network.
   *
   * @param scale what is done to features first, which goes into the weights of the first layer
   */
  static DenseStart network(
      Sequential model, InputScale scale, Map<String, Map<String, INDArray>> weights)
      throws NotDenseException {
    DenseImport reading = new DenseImport();
    for (LayerConfig layer : model.layers()) {
      reading.read(layer);
    }
    reading.requireTakes(scale);
    DenseStart start = reading.result(model, weights);
    takeIn(scale, start.weights());
    return start;
  }

  private void requireTakes(InputScale scale) throws NotDenseException {
    double moved = scale.largestOfZero();
    require(
        moved <= FARTHEST,
        "its Normalization or Rescaling moves features by %.3g, and float32 weights take in at most %.0f"
            .formatted(moved, FARTHEST));
    require(
        moved == 0 || dropout.get(0) == 0,
        "it moves features by its Normalization or Rescaling before it drops them");
  }

  /** W (f x + c) = (W f) x + W c. */
  private static void takeIn(InputScale scale, Weights weights) {
    if (scale.isNone()) {
      return;
    }
    int units = weights.topology().outputs(0);
    float[] values = weights.values();
    double[] moved = new double[units];
    for (int i = 0; i < weights.topology().biasOffset(0); i++) {
      int feature = i / units;
      moved[i % units] += values[i] * scale.ofZero(feature);
      values[i] = (float) (values[i] * scale.factor()[feature]);
    }
    int biases = weights.topology().biasOffset(0);
    for (int unit = 0; unit < units; unit++) {
      values[biases + unit] = (float) (values[biases + unit] + moved[unit]);
    }
  }

  private void read(LayerConfig layer) throws NotDenseException {
    if (KINDS.containsKey(layer.type())) {
      readDropout(layer);
    } else if (layer.is("Dense")) {
      readDense(layer);
    } else if (ACTIVATION_LAYERS.contains(layer.type())) {
      readActivation(layer);
    } else {
      throw new NotDenseException("it has a layer of another type, " + layer);
    }
  }

  private void readDropout(LayerConfig layer) throws NotDenseException {
    requireActivated(layer);
    Dropout.Kind read = KINDS.get(layer.type());
    require(before.isEmpty(), "two dropout layers follow one another, the second being " + layer);
    require(kind.orElse(read) == read, "it mixes Dropout and GaussianDropout");
    kind = Optional.of(read);
    before = Optional.of(layer);
  }

  private void readDense(LayerConfig layer) throws NotDenseException {
    requireActivated(layer);
    require(layer.hasBias(), layer + " has no bias");
    dense.add(layer);
    dropout.add(before.map(LayerConfig::rate).orElse(0.0));
    before = Optional.empty();
    linear = layer.activation().equals("linear");
    if (!linear && !layer.activation().equals("softmax")) {
      agree(layer);
    }
  }

  private void readActivation(LayerConfig layer) throws NotDenseException {
    require(linear, layer + " does not follow a linear Dense layer");
    agree(layer);
    linear = false;
  }

  private void agree(LayerConfig layer) throws NotDenseException {
    Activation read = ACTIVATIONS.get(layer.activation());
    require(read != null, layer + " computes " + layer.activation());
    require(activation.orElse(read) == read, "its hidden layers have different activations");
    activation = Optional.of(read);
  }

  private void requireActivated(LayerConfig layer) throws NotDenseException {
    require(!linear, layer + " follows a Dense layer without activation");
  }

  private static void require(boolean condition, String reason) throws NotDenseException {
    if (!condition) {
      throw new NotDenseException(reason);
    }
  }

  private DenseStart result(Sequential model, Map<String, Map<String, INDArray>> weights) {
    int[] widths = dense.stream().mapToInt(l -> l.config().path("units").asInt()).toArray();
    int hidden = widths.length - 1;
    Topology topology =
        new Topology(
            model.features(),
            Arrays.copyOf(widths, hidden),
            widths[hidden],
            activation.orElse(Activation.RELU));
    Weights values = Weights.zero(topology);
    for (int layer = 0; layer < topology.layers(); layer++) {
      Map<String, INDArray> read = weights.get(dense.get(layer).name());
      copy(read.get("kernel"), values, topology.weightOffset(layer));
      copy(read.get("bias"), values, topology.biasOffset(layer));
    }
    return new DenseStart(values, dropout(topology));
  }

  private static void copy(INDArray read, Weights values, int offset) {
    float[] flat = read.reshape(read.length()).toFloatVector();
    System.arraycopy(flat, 0, values.values(), offset, flat.length);
  }

  private Dropout dropout(Topology topology) {
    if (kind.isEmpty()) {
      return Dropout.none(topology);
    }
    double[] hidden =
        dropout.size() == 1
            ? new double[1]
            : dropout.stream().skip(1).mapToDouble(Double::doubleValue).toArray();
    return Dropout.of(kind.get(), dropout.get(0), hidden, topology);
  }
}
