package org.sparkdropout.train;

import java.io.Serializable;
import org.sparkdropout.data.Shard;
import org.sparkdropout.network.Tally;

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
  ReplicaState initialState();

  /**
   * Trains one replica for a round.
   *
   * @param start the common state of all replicas; not to be written to unless {@link
   *     ReplicaState#writable} hands it out itself
   * @param shard the replica's examples, possibly none
   * @param replica the replica's number
   * @param round which steps
   * @return the state after the round, in arrays that nothing else writes to
   */
  RoundResult train(ReplicaState start, Shard shard, int replica, Round round);

  /**
   * Scores a shard with the network as it would be exported: nothing drops.
   *
   * @param weights the parameters in training; shared, must not be written to
   * @param shard the examples, possibly none
   * @return their loss and errors
   */
  Tally evaluate(float[] weights, Shard shard);
}
