package org.sparkdropout.train;

import java.io.Serializable;
import java.util.List;
import org.sparkdropout.head.ErrorMeasure;

/**
 * A training run, resolved against the data: what the driver's loop needs to know, whatever network
 * is trained. Nothing in it is left to default.
 *
 * @param network the shape of the network, for people to read
 * @param parameters the number of its weights and biases
 * @param epochs passes over all shards, at least 0
 * @param batchSize examples in a step of one replica, at least 1
 * @param replicas copies of the network, each with its own shard, at least 1
 * @param averagingInterval steps in a round, at least 1
 * @param outerStep what the driver does with the average
 * @param weightAverage which average of the weights is scored and exported
 * @param averagingPath where replicas are averaged; AUTO is resolved where the cluster is known,
 *     and changes no result
 * @param averagingPrecision of what replicas send to be averaged
 * @param earlyStopping when to stop before the last epoch
 * @param weightScale the factor that brings the mean example weight to one
 * @param classWeights (classes), what the rows of each class weigh in the gradient, with a mean of
 *     one over the training rows; empty if all weigh the same
 * @param seed of all random numbers
 * @param replicasReason why there are so many replicas and what was chosen for that number, for
 *     people to read; empty if the user set all of it
 * @param measure what people are told of errors
 */
public record TrainingPlan(
    String network,
    int parameters,
    int epochs,
    int batchSize,
    int replicas,
    int averagingInterval,
    OuterStep outerStep,
    WeightAverage weightAverage,
    AveragingPath averagingPath,
    AveragingPrecision averagingPrecision,
    EarlyStopping earlyStopping,
    double weightScale,
    List<Float> classWeights,
    long seed,
    String replicasReason,
    ErrorMeasure measure)
    implements Serializable {
  /**
   * A plan with a number of replicas that the user set, without class weights and without an
   * average of the weights, whose replicas send floats.
   *
   * @param network the shape of the network, for people to read
   * @param parameters the number of its weights and biases
   * @param epochs passes over all shards, at least 0
   * @param batchSize examples in a step of one replica, at least 1
   * @param replicas copies of the network, each with its own shard, at least 1
   * @param averagingInterval steps in a round, at least 1
   * @param outerStep what the driver does with the average
   * @param averagingPath where replicas are averaged
   * @param earlyStopping when to stop before the last epoch
   * @param weightScale the factor that brings the mean example weight to one
   * @param seed of all random numbers
   */
  public TrainingPlan(
      String network,
      int parameters,
      int epochs,
      int batchSize,
      int replicas,
      int averagingInterval,
      OuterStep outerStep,
      AveragingPath averagingPath,
      EarlyStopping earlyStopping,
      double weightScale,
      long seed) {
    this(
        network,
        parameters,
        epochs,
        batchSize,
        replicas,
        averagingInterval,
        outerStep,
        WeightAverage.NONE,
        averagingPath,
        AveragingPrecision.FLOAT32,
        earlyStopping,
        weightScale,
        List.of(),
        seed,
        "",
        ErrorMeasure.CLASSIFICATION_ERROR);
  }

  /**
   * Where replicas are averaged.
   *
   * @param stateBytes of one copy of the network: its weights and what its optimiser keeps
   * @param local whether executors share the driver's process, so that nothing has to travel
   * @return never {@link AveragingPath#AUTO}
   */
  AveragingPath path(long stateBytes, boolean local) {
    return averagingPath.resolve(replicas, averagingPrecision.sent(stateBytes), local);
  }

  /**
   * Steps that the replica with the largest shard makes in an epoch.
   *
   * @param rows of all shards together, at least 1
   * @return at least 1
   */
  public int stepsPerEpoch(long rows) {
    return Math.toIntExact(stepsPerEpoch(rows, replicas, batchSize));
  }

  /**
   * Steps that the replica with the largest shard makes in an epoch.
   *
   * @param rows of all shards together, at least 1
   * @param replicas at least 1
   * @param batchSize examples in a step of one replica, at least 1
   * @return at least 1
   */
  public static long stepsPerEpoch(long rows, int replicas, int batchSize) {
    long largestShard = (rows + replicas - 1) / replicas;
    return (largestShard + batchSize - 1) / batchSize;
  }

  /**
   * Rounds of an epoch; the last may be shorter than the others.
   *
   * @param rows of all shards together, at least 1
   * @return at least 1
   */
  public int roundsPerEpoch(long rows) {
    return (stepsPerEpoch(rows) - 1) / averagingInterval + 1;
  }

  /**
   * The same run, whose replicas send something else to be averaged.
   *
   * @param precision of what they send
   * @return a plan
   */
  public TrainingPlan withAveragingPrecision(AveragingPrecision precision) {
    return new TrainingPlan(
        network,
        parameters,
        epochs,
        batchSize,
        replicas,
        averagingInterval,
        outerStep,
        weightAverage,
        averagingPath,
        precision,
        earlyStopping,
        weightScale,
        classWeights,
        seed,
        replicasReason,
        measure);
  }
}
