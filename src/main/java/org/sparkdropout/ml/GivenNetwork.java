package org.sparkdropout.ml;

import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.ml.param.ParamMap;
import org.sparkdropout.dl4j.Dl4jConfiguration;
import org.sparkdropout.dl4j.Dl4jFile;

/**
 * What a run starts from where a file may say it: params that say all that the file says, and its
 * weights, if it has any.
 *
 * @param params in which network, if set, is the text of a configuration
 * @param weights to start from, in the layout of the engine; without them they are drawn
 */
record GivenNetwork(DropoutClassifierParams params, Optional<float[]> weights) {
  /**
   * Reads the file that the params name, if they name one.
   *
   * @throws org.sparkdropout.dl4j.UnsupportedNetworkException if it cannot be used
   */
  static GivenNetwork read(DropoutClassifier classifier, Configuration hadoop) {
    if (!Columns.isNamed(classifier, classifier.network())) {
      return new GivenNetwork(classifier, Optional.empty());
    }
    Dl4jFile file = Dl4jFile.read(classifier.getNetwork(), hadoop);
    DropoutClassifier resolved = classifier.copy(ParamMap.empty());
    resolved.setNetwork(file.configuration().json());
    return new GivenNetwork(resolved, file.weights());
  }

  /** The configuration that the params hold, where DL4J trains. */
  Dl4jConfiguration configuration() {
    return Dl4jConfiguration.parse(params.getNetwork(), "param network");
  }
}
