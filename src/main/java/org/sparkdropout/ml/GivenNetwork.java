package org.sparkdropout.ml;

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
import org.sparkdropout.network.Topology;

/**
 * What a run starts from where a file may say it: params that say all that the file says, and its
 * weights, if it has any.
 *
 * @param params of a run of DL4J: network is the text of its configuration; of our own engine:
 *     network is not set
 * @param weights to start from, in the layout of the engine; without them they are drawn
 */
record GivenNetwork(DropoutClassifier params, Optional<float[]> weights) {
  private static final Logger LOG = LoggerFactory.getLogger(GivenNetwork.class);

  /** What our own engine has in place of Keras's regularisers and constraints. */
  private static final String LIKE_THEM =
      ". To have something like them, set regParam, an L2 penalty, or maxNorm, a bound of weights"
          + " (train.regParam and train.maxNorm in a job)";

  /**
   * Reads the file that the params name, if they name one.
   *
   * @throws UnsupportedNetworkException if it cannot be used
   * @throws org.sparkdropout.keras.KerasFormatException if it is of Keras, but cannot be used
   */
  static GivenNetwork read(DropoutClassifier classifier, Configuration hadoop) {
    if (!Columns.isNamed(classifier, classifier.network())) {
      return new GivenNetwork(classifier, Optional.empty());
    }
    return of(classifier, NetworkFile.read(classifier.getNetwork(), hadoop));
  }

  /** As {@link #read}, of the file that the params name. */
  static GivenNetwork of(DropoutClassifier classifier, NetworkFile file) {
    file.keras().ifPresent(model -> tellWhatIsLeftBehind(classifier, model));
    file.keras().ifPresent(model -> tellWhatDiffers(classifier, model));
    return classifier.getEngine().equals("dl4j")
        ? ofDl4j(classifier, file)
        : ofOurs(classifier, dense(classifier, file));
  }

  private static void tellWhatIsLeftBehind(DropoutClassifier classifier, KerasFile model) {
    List<String> settings = model.leftBehind();
    if (!settings.isEmpty()) {
      LOG.warn(
          "{} has settings of training that do not come in: {}. The network is trained without them{}",
          classifier.getNetwork(),
          String.join(", ", settings),
          classifier.getEngine().equals("dl4j") ? "" : LIKE_THEM);
    }
  }

  private static void tellWhatDiffers(DropoutClassifier classifier, KerasFile model) {
    if (!model.imprecise().isEmpty()) {
      LOG.warn(
          "{} has layers that compute in half precision in Keras: {}. Here they compute in single"
              + " precision: probabilities differ from Keras's by up to 1e-3",
          classifier.getNetwork(),
          String.join(", ", model.imprecise()));
    }
    if (!model.scaling().isEmpty() && !classifier.getEngine().equals("dl4j")) {
      LOG.warn(
          "{} scales its features by {}, which is now within the weights of its first layer. They"
              + " learn at another pace than in Keras: to train on, set engine = dl4j"
              + " (train.engine in a job), which keeps it as a step of its own",
          classifier.getNetwork(),
          String.join(", ", model.scaling()));
    }
  }

  private static GivenNetwork ofDl4j(DropoutClassifier classifier, NetworkFile file) {
    DropoutClassifier resolved = classifier.copy(ParamMap.empty());
    Dl4jConfiguration configuration = configuration(classifier, file);
    resolved.setNetwork(
        classifier.dropsNothing() ? configuration.withoutDropout().json() : configuration.json());
    resolved.clear(resolved.learningRate());
    resolved.clear(resolved.momentum());
    return new GivenNetwork(resolved, file.dl4j().weights());
  }

  /** An optimiser stays behind in Keras; what is resolved already is DL4J's own text. */
  private static Dl4jConfiguration configuration(DropoutClassifier classifier, NetworkFile file) {
    if (file.isOfOthers()) {
      return file.dl4j()
          .configuration()
          .withMomentum(classifier.getLearningRate(), classifier.getMomentum());
    }
    List<Param<?>> set =
        Stream.<Param<?>>of(classifier.learningRate(), classifier.momentum())
            .filter(classifier::isSet)
            .toList();
    if (!set.isEmpty()) {
      throw new IllegalArgumentException(
          SettingsCheck.DL4J_FILE_SAYS.formatted(SettingsCheck.assignments(classifier, set)));
    }
    return file.dl4j().configuration();
  }

  private static DenseStart dense(DropoutClassifier classifier, NetworkFile file) {
    if (!file.isOfOthers()) {
      throw new UnsupportedNetworkException(
          "network must be a Keras model with engine = blas. Provided: %s, of DL4J. Set engine = dl4j"
              .formatted(classifier.getNetwork()));
    }
    return file.dense()
        .orElseThrow(
            () ->
                new UnsupportedNetworkException(
                    "network must be dense with engine = blas. %s is not, because %s. Set engine = dl4j"
                        .formatted(classifier.getNetwork(), file.whyNotDense())));
  }

  /** Dropout that the user has set comes before the file's. */
  private static GivenNetwork ofOurs(DropoutClassifier classifier, DenseStart start) {
    Topology topology = start.weights().topology();
    Dropout dropout = start.dropout();
    DropoutClassifier resolved = classifier.copy(ParamMap.empty());
    resolved.clear(resolved.network());
    resolved.setHiddenLayers(topology.hidden()).setActivation(Choice.value(topology.activation()));
    setUnlessSet(classifier, resolved, resolved.dropoutKind(), Choice.value(dropout.kind()));
    setUnlessSet(classifier, resolved, resolved.inputDropout(), dropout.dropout(0));
    double[] hidden = new double[Math.max(1, topology.layers() - 1)];
    for (int layer = 1; layer < topology.layers(); layer++) {
      hidden[layer - 1] = dropout.dropout(layer);
    }
    setUnlessSet(classifier, resolved, resolved.hiddenDropout(), hidden);
    return new GivenNetwork(resolved, Optional.of(start.weights().values()));
  }

  @SuppressWarnings("unchecked") // Spark's params of primitives are of Object.
  private static void setUnlessSet(
      DropoutClassifier asked, DropoutClassifier resolved, Param<?> param, Object value) {
    if (!asked.isSet(param)) {
      resolved.set((Param<Object>) param, value);
    }
  }

  /** The configuration that the params hold, where DL4J trains. */
  Dl4jConfiguration configuration() {
    return Dl4jConfiguration.parse(params.getNetwork(), "param network");
  }
}
