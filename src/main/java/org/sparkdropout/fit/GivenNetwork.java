package org.sparkdropout.fit;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sparkdropout.dl4j.Dl4jConfiguration;
import org.sparkdropout.dl4j.UnsupportedNetworkException;
import org.sparkdropout.dropout.DenseStart;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.keras.KerasFile;
import org.sparkdropout.ml.param.Choice;
import org.sparkdropout.ml.param.Columns;
import org.sparkdropout.ml.param.SharedParams;
import org.sparkdropout.network.Topology;

/**
 * The settings and initial weights of a run, after its network file, if any, has been read.
 *
 * @param asked what the user set
 * @param params with what the file says in them. Of a run of DL4J: network is the text of its
 *     configuration; of our own engine: network is not set
 * @param weights to start from, in the layout of the engine; without them they are drawn
 */
public record GivenNetwork(SharedParams asked, SharedParams params, Optional<float[]> weights) {
  private static final Logger LOG = LoggerFactory.getLogger(GivenNetwork.class);

  /** What our own engine has in place of Keras's regularisers and constraints. */
  private static final String LIKE_THEM =
      ". To have something like them, set regParam, an L2 penalty, or maxNorm, a bound of weights"
          + " (train.regParam and train.maxNorm in a job)";

  /**
   * Reads the file that the params name, if they name one.
   *
   * @param asked what the user set
   * @param hadoop how to reach the file
   * @return what the run starts from
   * @throws UnsupportedNetworkException if it cannot be used
   * @throws org.sparkdropout.keras.KerasFormatException if it is of Keras, but cannot be used
   */
  public static GivenNetwork read(SharedParams asked, Configuration hadoop) {
    if (!Columns.isNamed(asked, asked.network())) {
      return of(asked);
    }
    return of(asked, NetworkFile.read(asked.getNetwork(), hadoop));
  }

  /** Params that say all that there is to say. */
  static GivenNetwork of(SharedParams params) {
    return new GivenNetwork(params, params, Optional.empty());
  }

  /** As {@link #read}, of the file that the params name. */
  static GivenNetwork of(SharedParams asked, NetworkFile file) {
    file.keras().ifPresent(model -> tellWhatIsLeftBehind(asked, model));
    file.keras().ifPresent(model -> tellWhatDiffers(asked, model));
    return asked.getEngine().equals("dl4j")
        ? ofDl4j(asked, file)
        : ofOurs(asked, dense(asked, file));
  }

  private static void tellWhatIsLeftBehind(SharedParams asked, KerasFile model) {
    List<String> settings = model.leftBehind();
    if (!settings.isEmpty()) {
      LOG.warn(
          "{} has settings of training that do not come in: {}. The network is trained without them{}",
          asked.getNetwork(),
          String.join(", ", settings),
          asked.getEngine().equals("dl4j") ? "" : LIKE_THEM);
    }
  }

  private static void tellWhatDiffers(SharedParams asked, KerasFile model) {
    if (!model.imprecise().isEmpty()) {
      LOG.warn(
          "{} has layers that compute in half precision in Keras: {}. Here they compute in single"
              + " precision: probabilities differ from Keras's by up to 1e-3",
          asked.getNetwork(),
          String.join(", ", model.imprecise()));
    }
    if (!model.scaling().isEmpty() && !asked.getEngine().equals("dl4j")) {
      LOG.warn(
          "{} scales its features by {}, which is now within the weights of its first layer. They"
              + " learn at another pace than in Keras: to train on, set engine = dl4j"
              + " (train.engine in a job), which keeps it as a step of its own",
          asked.getNetwork(),
          String.join(", ", model.scaling()));
    }
  }

  private static GivenNetwork ofDl4j(SharedParams asked, NetworkFile file) {
    SharedParams resolved = copy(asked);
    resolved.set(resolved.network(), configuration(asked, file).json());
    resolved.clear(resolved.learningRate());
    resolved.clear(resolved.momentum());
    return new GivenNetwork(asked, resolved, file.dl4j().weights());
  }

  /** An optimiser stays behind in Keras; what is resolved already is DL4J's own text. */
  private static Dl4jConfiguration configuration(SharedParams asked, NetworkFile file) {
    if (file.isOfOthers()) {
      return file.dl4j().configuration().withMomentum(asked.getLearningRate(), asked.getMomentum());
    }
    List<Param<?>> set =
        Stream.<Param<?>>of(asked.learningRate(), asked.momentum()).filter(asked::isSet).toList();
    if (!set.isEmpty()) {
      throw new IllegalArgumentException(
          SettingsCheck.DL4J_FILE_SAYS.formatted(SettingsCheck.assignments(asked, set)));
    }
    return file.dl4j().configuration();
  }

  private static DenseStart dense(SharedParams asked, NetworkFile file) {
    if (!file.isOfOthers()) {
      throw new UnsupportedNetworkException(
          "network must be a Keras model with engine = blas. Provided: %s, of DL4J. Set engine = dl4j"
              .formatted(asked.getNetwork()));
    }
    return file.dense()
        .orElseThrow(
            () ->
                new UnsupportedNetworkException(
                    "network must be dense with engine = blas. %s is not, because %s. Set engine = dl4j"
                        .formatted(asked.getNetwork(), file.whyNotDense())));
  }

  /** Dropout that the user has set comes before the file's. */
  private static GivenNetwork ofOurs(SharedParams asked, DenseStart start) {
    Topology topology = start.weights().topology();
    Dropout dropout = start.dropout();
    SharedParams resolved = copy(asked);
    resolved.clear(resolved.network());
    resolved.set(resolved.hiddenLayers(), topology.hidden());
    resolved.set(resolved.activation(), Choice.value(topology.activation()));
    setUnlessSet(asked, resolved, resolved.dropoutKind(), Choice.value(dropout.kind()));
    setUnlessSet(asked, resolved, resolved.inputDropout(), dropout.dropout(0));
    double[] hidden = new double[Math.max(1, topology.layers() - 1)];
    for (int layer = 1; layer < topology.layers(); layer++) {
      hidden[layer - 1] = dropout.dropout(layer);
    }
    setUnlessSet(asked, resolved, resolved.hiddenDropout(), hidden);
    return new GivenNetwork(asked, resolved, Optional.of(start.weights().values()));
  }

  @SuppressWarnings("unchecked") // Spark's params of primitives are of Object.
  private static void setUnlessSet(
      SharedParams asked, SharedParams resolved, Param<?> param, Object value) {
    if (!asked.isSet(param)) {
      resolved.set((Param<Object>) param, value);
    }
  }

  private static SharedParams copy(SharedParams params) {
    return (SharedParams) params.copy(ParamMap.empty());
  }

  /**
   * The same network with nothing dropped in it. Of our own engine the params say what drops, and
   * stay.
   *
   * @return what the run starts from
   */
  public GivenNetwork withoutDropout() {
    if (!params.getEngine().equals("dl4j")) {
      return this;
    }
    SharedParams without = copy(params);
    without.set(without.network(), configuration().withoutDropout().json());
    return new GivenNetwork(asked, without, weights);
  }

  /**
   * What drops in the network.
   *
   * @return for people to read
   */
  public String dropoutText() {
    if (params.getEngine().equals("dl4j")) {
      return configuration().dropoutText();
    }
    return "input %s, hidden %s"
        .formatted(params.getInputDropout(), Arrays.toString(params.getHiddenDropout()));
  }

  /** The configuration that the params hold, where DL4J trains. */
  Dl4jConfiguration configuration() {
    return Dl4jConfiguration.parse(params.getNetwork(), "param network");
  }
}
