package org.sparkdropout.train;

import java.io.Serializable;
import java.util.Optional;
import java.util.OptionalInt;
import org.sparkdropout.dropout.ThinnedNetwork;
import org.sparkdropout.network.Tally;

/**
 * What a replica brings back from a round.
 *
 * <p>A class rather than a record: it crosses a task boundary, and Kryo cannot read records.
 */
public final class RoundResult implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int NO_STEP = -1;

  /** The replica's number. */
  private final int replica;

  /** The network and optimiser after the round. */
  private final ReplicaState state;

  /** The part of the network that the state is of, null for all of it. */
  private final ThinnedNetwork thinned;

  /** The loss and errors of the thinned networks. */
  private final Tally tally;

  /** Time in steps. */
  private final double seconds;

  /** The matrix kernels used. */
  private final String kernelFamily;

  /** The step whose loss was not finite, or -1. */
  private final int divergedAt;

  /**
   * The result of a round.
   *
   * @param replica the replica's number
   * @param state the network and optimiser after the round; of no use if the round diverged
   * @param thinned the part of the network that the state is of; empty for all of it
   * @param tally the loss and errors of its thinned networks; counts the examples it saw
   * @param seconds time in steps
   * @param kernelFamily the matrix kernels used, part of what results depend on
   * @param divergedAt the step whose loss was not finite, if any
   */
  public RoundResult(
      int replica,
      ReplicaState state,
      Optional<ThinnedNetwork> thinned,
      Tally tally,
      double seconds,
      String kernelFamily,
      OptionalInt divergedAt) {
    this.replica = replica;
    this.state = state;
    this.thinned = thinned.orElse(null);
    this.tally = tally;
    this.seconds = seconds;
    this.kernelFamily = kernelFamily;
    this.divergedAt = divergedAt.orElse(NO_STEP);
  }

  int replica() {
    return replica;
  }

  ReplicaState state() {
    return state;
  }

  /** The part of the network that the state is of; empty for all of it. */
  Optional<ThinnedNetwork> thinned() {
    return Optional.ofNullable(thinned);
  }

  Tally tally() {
    return tally;
  }

  /**
   * How many examples the replica saw in the round.
   *
   * @return at least 0
   */
  public long examples() {
    return tally.examples();
  }

  double seconds() {
    return seconds;
  }

  String kernelFamily() {
    return kernelFamily;
  }

  /** The step whose loss was not finite, within the epoch, counted from 0. */
  OptionalInt divergedAt() {
    return divergedAt == NO_STEP ? OptionalInt.empty() : OptionalInt.of(divergedAt);
  }
}
