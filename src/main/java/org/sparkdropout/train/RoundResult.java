package org.sparkdropout.train;

import java.io.Serializable;
import java.util.OptionalInt;
import org.sparkdropout.network.Tally;

/**
 * What a replica brings back from a round.
 *
 * @param replica the replica's number
 * @param state the network and optimiser after the round
 * @param tally the loss and errors of its thinned networks; counts the examples it saw
 * @param seconds time in steps
 * @param kernelFamily the matrix kernels used, part of what results depend on
 * @param divergedAt the step whose loss was not finite, or -1; the state is then of no use
 */
public record RoundResult(
    int replica,
    ReplicaState state,
    Tally tally,
    double seconds,
    String kernelFamily,
    int divergedAt)
    implements Serializable {
  /**
   * The step whose loss was not finite.
   *
   * @return empty if all were finite
   */
  OptionalInt divergence() {
    return divergedAt < 0 ? OptionalInt.empty() : OptionalInt.of(divergedAt);
  }
}
