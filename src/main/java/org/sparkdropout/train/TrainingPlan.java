package org.sparkdropout.train;

import java.io.Serializable;
import org.sparkdropout.blas.Precision;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.network.Initialization;
import org.sparkdropout.network.Optimization;
import org.sparkdropout.network.Topology;

/**
 * A training run, resolved against the data: nothing in it is left to default.
 *
 * @param topology the shape of the network
 * @param dropout how much is dropped in each layer
 * @param initialization how the initial weights are drawn
 * @param optimization how a step updates the weights
 * @param precision of the factors of matrix products in steps; weights, updates and validation are
 *     in float
 * @param epochs passes over all shards, at least 0
 * @param batchSize examples in a step of one replica, at least 1
 * @param replicas copies of the network, each with its own shard, at least 1
 * @param averagingInterval steps in a round, at least 1
 * @param outerStep what the driver does with the average
 * @param averagingPath where replicas are averaged; AUTO is resolved where the cluster is known,
 *     and changes no result
 * @param earlyStopping when to stop before the last epoch
 * @param weightScale the factor that brings the mean example weight to one
 * @param seed of all random numbers
 */
public record TrainingPlan(
    Topology topology,
    Dropout dropout,
    Initialization initialization,
    Optimization optimization,
    Precision precision,
    int epochs,
    int batchSize,
    int replicas,
    int averagingInterval,
    OuterStep outerStep,
    AveragingPath averagingPath,
    EarlyStopping earlyStopping,
    double weightScale,
    long seed)
    implements Serializable {}
