package org.sparkdropout.fit;

import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sparkdropout.data.DataProfile;
import org.sparkdropout.ml.param.Columns;
import org.sparkdropout.ml.param.OptimizerKind;
import org.sparkdropout.ml.param.SharedParams;

/**
 * The settings and initial weights of a run, after its network file, if any, has been read.
 *
 * @param asked what the user set
 * @param params with what the file says in them. Of a run of DL4J: network is the text of its
 *     configuration; of our own engine: network is not set
 * @param weights to start from, in the layout of the engine; without them they are drawn
 * @param model that the weights are of, if it is one of ours
 */
public record GivenNetwork(
    SharedParams asked,
    SharedParams params,
    Optional<float[]> weights,
    Optional<InitialModel> model) {
  private static final Logger LOG = LoggerFactory.getLogger(GivenNetwork.class);

  /**
   * Without a model of ours.
   *
   * @param asked what the user set
   * @param params with what the file says in them
   * @param weights to start from
   */
  public GivenNetwork(SharedParams asked, SharedParams params, Optional<float[]> weights) {
    this(asked, params, weights, Optional.empty());
  }

  /**
   * Reads the file or the model that the params name, if they name one.
   *
   * @param asked what the user set
   * @param hadoop how to reach the file
   * @return what the run starts from
   * @throws IllegalArgumentException if the file cannot be used
   */
  public static GivenNetwork read(SharedParams asked, Configuration hadoop) {
    if (Columns.isNamed(asked, asked.network())) {
      return of(asked, NetworkPlace.read(asked.getNetwork(), hadoop));
    }
    return Columns.named(asked, asked.initialModel())
        .map(path -> SavedStages.initialModel(path, hadoop).given(asked))
        .orElseGet(() -> of(asked));
  }

  /** Params that say all that there is to say. */
  static GivenNetwork of(SharedParams params) {
    return new GivenNetwork(params, params, Optional.empty());
  }

  /** As {@link #read}, of the file that the params name. */
  static GivenNetwork of(SharedParams asked, NetworkFile file) {
    KindCheck.require(file.targets(), asked, NetworkPlace.where(asked.getNetwork()));
    EngineFactory engine = EngineFactory.of(asked);
    file.warnings(engine.engine()).forEach(LOG::warn);
    return engine.given(asked, file);
  }

  /**
   * A copy of params, to set what a file says in.
   *
   * @param params of an estimator
   * @return of the same type
   */
  public static SharedParams copy(SharedParams params) {
    return (SharedParams) params.copy(ParamMap.empty());
  }

  /**
   * Fits what a run starts from to its data.
   *
   * @throws UnsupportedNetworkException if it starts from a model of other data
   */
  GivenNetwork fitted(DataProfile profile, StructType schema) {
    return model.map(start -> start.fitted(this, profile, schema)).orElse(this);
  }

  /** The same with other settings. */
  GivenNetwork withParams(SharedParams others) {
    return new GivenNetwork(asked, others, weights, model);
  }

  /**
   * The same with the learning rate that is used, where none is set and the optimizer has another
   * than the param's default: what is kept of a run must say which it was.
   */
  GivenNetwork withUsedRate() {
    double rate = OptimizerKind.of(params).learningRate(params);
    if (rate == params.getLearningRate()) {
      return this;
    }
    SharedParams used = copy(params);
    used.set(used.learningRate(), rate);
    return withParams(used);
  }

  /** The same with other weights to start from. */
  GivenNetwork withWeights(float[] others) {
    return new GivenNetwork(asked, params, Optional.of(others), model);
  }

  /**
   * The same network with nothing dropped of what its file drops.
   *
   * @return the same if the params say what drops
   */
  public GivenNetwork withoutDropout() {
    return EngineFactory.of(params).withoutDropout(this);
  }

  /**
   * What drops in the network.
   *
   * @return for people to read
   */
  public String dropoutText() {
    return EngineFactory.of(params).dropoutText(this);
  }
}
