package org.sparkdropout.train;

import java.io.Serializable;
import org.sparkdropout.blas.Precision;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.dropout.DropoutSchedule;
import org.sparkdropout.head.Head;
import org.sparkdropout.network.Initialization;
import org.sparkdropout.network.Topology;
import org.sparkdropout.optimizer.Optimization;

/**
 * A run of {@link BlasEngine}, resolved against the data.
 *
 * @param run what the driver's loop knows of it
 * @param topology the shape of the network
 * @param head the loss of its scores
 * @param dropout how much is dropped in each layer
 * @param dropoutSchedule how much of that is dropped over time
 * @param initialization how the initial weights are drawn
 * @param optimization how a step updates the weights
 * @param precision of the factors of matrix products in steps; weights, updates and validation are
 *     in float
 */
public record BlasPlan(
    TrainingPlan run,
    Topology topology,
    Head head,
    Dropout dropout,
    DropoutSchedule dropoutSchedule,
    Initialization initialization,
    Optimization optimization,
    Precision precision)
    implements Serializable {
  long seed() {
    return run.seed();
  }
}
