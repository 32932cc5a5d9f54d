package org.sparkdropout.train;

import java.io.Serializable;
import java.util.Optional;
import org.sparkdropout.data.Shard;
import org.sparkdropout.head.Tally;
import org.sparkdropout.score.ExportedNetwork;

/**
 * What trains a replica: the door between the driver's loop and a kind of network.
 *
 * <p>An engine is sent to the executors and used by several tasks at once: it must be serialisable,
 * immutable, and every method a pure function of its arguments, bit for bit, so that a retried or
 * speculative task changes nothing.
 */
public interface Engine extends Serializable {
  /**
   * The state a run starts from.
   *
   * @return new weights, the same at every call, and an optimiser at rest
   */
  TrainState initialState();

  /**
   * Trains one replica for a round.
   *
   * @param start the common state of all replicas; not to be written to unless {@link
   *     TrainState#writable} hands it out itself
   * @param shard the replica's examples, possibly none
   * @param replica the replica's number
   * @param round which steps
   * @return the state after the round, in arrays that nothing else writes to
   */
  RoundResult train(TrainState start, Shard shard, int replica, Round round);

  /**
   * The weights that the network is scored and exported with.
   *
   * @param state of training, or a range of it; not changed
   * @return weights still to be scaled for inference, maybe those of the state; not to be written
   *     to
   */
  default float[] scored(TrainState state) {
    return state.weights();
  }

  /**
   * Scores a shard with the network as it would be exported: nothing drops.
   *
   * @param weights the parameters in training; shared, must not be written to
   * @param shard the examples, possibly none
   * @return their loss and errors
   */
  Tally evaluate(float[] weights, Shard shard);

  /**
   * The network as it is scored with: scaled for inference, nothing drops in it.
   *
   * @param weights the parameters in training; not changed, and not held
   * @return the network
   */
  ExportedNetwork export(float[] weights);

  /**
   * The step size, for the record.
   *
   * @param round of the step
   * @param step within the epoch
   * @return of that step; NaN if it has none
   */
  double learningRate(Round round, int step);

  /**
   * Cuts a state into slices that can be averaged apart from one another.
   *
   * @param slices how many, at least 1
   * @return nothing if a state can only be averaged as a whole, on the driver
   */
  Optional<Slicing> slicing(int slices);

  /**
   * What users should know of executors with some matrix kernels.
   *
   * @param kernelFamily as replicas report it
   * @return a warning with its remedy, if there is one
   */
  Optional<String> warning(String kernelFamily);
}
