package org.sparkdropout.ml.param;

import java.io.Serializable;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.shared.HasMaxIter;
import org.apache.spark.ml.param.shared.HasSeed;

/** Params of distributed training: replicas, their steps and their average. */
public interface ReplicaParams extends GroupedParams, HasMaxIter, HasSeed {
  /** {@return the param: epochs, at least 0} */
  @Override
  default IntParam maxIter() {
    return paramGroups().replica.maxIter;
  }

  /** Not called: params are made by {@link ParamGroups}, with rules and messages of our own. */
  @Override
  default void org$apache$spark$ml$param$shared$HasMaxIter$_setter_$maxIter_$eq(IntParam param) {
    throw new UnsupportedOperationException();
  }

  /**
   * {@return the param: examples in a step of one replica, at least 1; if it is not set, several
   * replicas take 128 / replicas, but at least 32, and 64 and more take 8 and share masks by round}
   */
  default IntParam batchSize() {
    return paramGroups().replica.batchSize;
  }

  /** {@return the value of {@link #batchSize()}} */
  default int getBatchSize() {
    return (int) getOrDefault(batchSize());
  }

  /**
   * {@return the param: copies of the network that train at once, each on its own shard, in [0,
   * 65536]; 0 for the default parallelism of the cluster, but no more than have 50 steps each in an
   * epoch. The result depends on it}
   */
  default IntParam replicas() {
    return paramGroups().replica.replicas;
  }

  /** {@return the value of {@link #replicas()}} */
  default int getReplicas() {
    return (int) getOrDefault(replicas());
  }

  /**
   * {@return the param: steps of a replica between two averages, at least 1; if neither it nor a
   * setting of the outer step is set, 4 replicas and more take an outer step some times an epoch}
   */
  default IntParam averagingInterval() {
    return paramGroups().replica.averagingInterval;
  }

  /** {@return the value of {@link #averagingInterval()}} */
  default int getAveragingInterval() {
    return (int) getOrDefault(averagingInterval());
  }

  /**
   * {@return the param: where replicas are averaged. driver: on the driver; slices: on the
   * executors, in slices; auto: by their size. The result is the same to the bit}
   */
  default Param<String> averagingPath() {
    return paramGroups().replica.averagingPath;
  }

  /** {@return the value of {@link #averagingPath()}} */
  default String getAveragingPath() {
    return getOrDefault(averagingPath());
  }

  /**
   * {@return the param: what replicas send to be averaged. float32: their state; float8: what a
   * round has added to it, rounded at random to 8 bits, a quarter of the bytes}
   */
  default Param<String> averagingPrecision() {
    return paramGroups().replica.averagingPrecision;
  }

  /** {@return the value of {@link #averagingPrecision()}} */
  default String getAveragingPrecision() {
    return getOrDefault(averagingPrecision());
  }

  /**
   * {@return the param: factor of the step from the old weights to the average of the replicas,
   * above 0; 1 to take the average as it is}
   */
  default DoubleParam outerLearningRate() {
    return paramGroups().replica.outerLearningRate;
  }

  /** {@return the value of {@link #outerLearningRate()}} */
  default double getOuterLearningRate() {
    return (double) getOrDefault(outerLearningRate());
  }

  /** {@return the param: Nesterov momentum of that step, in [0, 1)} */
  default DoubleParam outerMomentum() {
    return paramGroups().replica.outerMomentum;
  }

  /** {@return the value of {@link #outerMomentum()}} */
  default double getOuterMomentum() {
    return (double) getOrDefault(outerMomentum());
  }

  /**
   * {@return the param: epochs in which that momentum grows, so that the step gets longer evenly,
   * at least 0; 0 for none}
   */
  default DoubleParam outerWarmupEpochs() {
    return paramGroups().replica.outerWarmupEpochs;
  }

  /** {@return the value of {@link #outerWarmupEpochs()}} */
  default double getOuterWarmupEpochs() {
    return (double) getOrDefault(outerWarmupEpochs());
  }

  /** {@return the param: seed of all random numbers} */
  @Override
  default LongParam seed() {
    return paramGroups().replica.seed;
  }

  /** Not called: params are made by {@link ParamGroups}, with rules and messages of our own. */
  @Override
  default void org$apache$spark$ml$param$shared$HasSeed$_setter_$seed_$eq(LongParam param) {
    throw new UnsupportedOperationException();
  }

  /**
   * The setters of these params.
   *
   * @param <E> the type that setters return
   */
  interface Setters<E> extends ReplicaParams {
    /**
     * Sets {@link #maxIter()}.
     *
     * @param value epochs, at least 0
     * @return this
     */
    default E setMaxIter(int value) {
      return Fluent.set(this, maxIter(), value);
    }

    /**
     * Sets {@link #batchSize()}.
     *
     * @param value examples in a step of one replica, at least 1; if it is not set, several
     *     replicas take 128 / replicas, but at least 32, and 64 and more take 8 and share masks by
     *     round
     * @return this
     */
    default E setBatchSize(int value) {
      return Fluent.set(this, batchSize(), value);
    }

    /**
     * Sets {@link #replicas()}.
     *
     * @param value copies of the network that train at once, each on its own shard, in [0, 65536];
     *     0 for the default parallelism of the cluster, but no more than have 50 steps each in an
     *     epoch. The result depends on it
     * @return this
     */
    default E setReplicas(int value) {
      return Fluent.set(this, replicas(), value);
    }

    /**
     * Sets {@link #averagingInterval()}.
     *
     * @param value steps of a replica between two averages, at least 1; if neither it nor a setting
     *     of the outer step is set, 4 replicas and more take an outer step some times an epoch
     * @return this
     */
    default E setAveragingInterval(int value) {
      return Fluent.set(this, averagingInterval(), value);
    }

    /**
     * Sets {@link #averagingPath()}.
     *
     * @param value where replicas are averaged. driver: on the driver; slices: on the executors, in
     *     slices; auto: by their size. The result is the same to the bit
     * @return this
     */
    default E setAveragingPath(String value) {
      return Fluent.set(this, averagingPath(), value);
    }

    /**
     * Sets {@link #averagingPrecision()}.
     *
     * @param value what replicas send to be averaged. float32: their state; float8: what a round
     *     has added to it, rounded at random to 8 bits, a quarter of the bytes
     * @return this
     */
    default E setAveragingPrecision(String value) {
      return Fluent.set(this, averagingPrecision(), value);
    }

    /**
     * Sets {@link #outerLearningRate()}.
     *
     * @param value factor of the step from the old weights to the average of the replicas, above 0;
     *     1 to take the average as it is
     * @return this
     */
    default E setOuterLearningRate(double value) {
      return Fluent.set(this, outerLearningRate(), value);
    }

    /**
     * Sets {@link #outerMomentum()}.
     *
     * @param value Nesterov momentum of that step, in [0, 1)
     * @return this
     */
    default E setOuterMomentum(double value) {
      return Fluent.set(this, outerMomentum(), value);
    }

    /**
     * Sets {@link #outerWarmupEpochs()}.
     *
     * @param value epochs in which that momentum grows, so that the step gets longer evenly, at
     *     least 0; 0 for none
     * @return this
     */
    default E setOuterWarmupEpochs(double value) {
      return Fluent.set(this, outerWarmupEpochs(), value);
    }

    /**
     * Sets {@link #seed()}.
     *
     * @param value seed of all random numbers
     * @return this
     */
    default E setSeed(long value) {
      return Fluent.set(this, seed(), value);
    }
  }

  /** These params of one estimator or model. */
  final class Group implements Serializable {
    private static final long serialVersionUID = 1L;
    final IntParam maxIter;
    final IntParam batchSize;
    final IntParam replicas;
    final IntParam averagingInterval;
    final Param<String> averagingPath;
    final Param<String> averagingPrecision;
    final DoubleParam outerLearningRate;
    final DoubleParam outerMomentum;
    final DoubleParam outerWarmupEpochs;
    final LongParam seed;

    Group(Declaration declare) {
      this.maxIter = declare.integer(TrainingSettings.MAX_ITER);
      this.batchSize = declare.integer(TrainingSettings.BATCH_SIZE);
      this.replicas = declare.integer(TrainingSettings.REPLICAS);
      this.averagingInterval = declare.integer(TrainingSettings.AVERAGING_INTERVAL);
      this.averagingPath = declare.text(TrainingSettings.AVERAGING_PATH);
      this.averagingPrecision = declare.text(TrainingSettings.AVERAGING_PRECISION);
      this.outerLearningRate = declare.number(TrainingSettings.OUTER_LEARNING_RATE);
      this.outerMomentum = declare.number(TrainingSettings.OUTER_MOMENTUM);
      this.outerWarmupEpochs = declare.number(TrainingSettings.OUTER_WARMUP_EPOCHS);
      this.seed = declare.whole(TrainingSettings.SEED);
    }
  }
}
