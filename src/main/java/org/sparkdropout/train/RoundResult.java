package org.sparkdropout.train;

import java.io.Serializable;
import java.util.Optional;
import org.sparkdropout.dropout.ThinnedNetwork;

/**
 * What a replica brings back from a round: its state, or a slice of it, and its report.
 *
 * <p>A class rather than a record: it crosses a task boundary, and Kryo cannot read records.
 */
public final class RoundResult implements Serializable {
  private static final long serialVersionUID = 3L;

  /** What the replica says of the round. */
  private final ReplicaReport report;

  /** The network and optimiser after the round. */
  private final SentState state;

  /** The part of the network that the state is of, null for all of it. */
  private final ThinnedNetwork thinned;

  /**
   * The result of a round.
   *
   * @param report what the replica says of it
   * @param state the network and optimiser after the round; of no use if the round diverged
   * @param thinned the part of the network that the state is of; empty for all of it
   */
  public RoundResult(ReplicaReport report, TrainState state, Optional<ThinnedNetwork> thinned) {
    this(report, new WholeState(state), thinned);
  }

  /**
   * The result of a round.
   *
   * @param report what the replica says of it
   * @param state the network and optimiser after the round, or what was added to them
   * @param thinned the part of the network that the state is of; empty for all of it
   */
  RoundResult(ReplicaReport report, SentState state, Optional<ThinnedNetwork> thinned) {
    this.report = report;
    this.state = state;
    this.thinned = thinned.orElse(null);
  }

  /**
   * What the replica says of the round.
   *
   * @return its report
   */
  public ReplicaReport report() {
    return report;
  }

  /** The same with the arrays themselves, where they were rounded. */
  RoundResult arrived() {
    return new RoundResult(report, state.arrived(), thinned());
  }

  /**
   * The arrays.
   *
   * @return those of the state; made anew by each call where they were rounded
   */
  public TrainState state() {
    return state.arrived();
  }

  /** Whether the arrays are what the round has added to the state before it. */
  boolean isDifference() {
    return state.isDifference();
  }

  /** The part of the network that the state is of; empty for all of it. */
  Optional<ThinnedNetwork> thinned() {
    return Optional.ofNullable(thinned);
  }

  /** The parameters in a range of the whole network's that starts and ends with rows. */
  SliceResult slice(int from, int to) {
    int first = thinned == null ? from : thinned.offset(from);
    int end = thinned == null ? to : thinned.offset(to);
    return new SliceResult(report, state.range(first, end), thinned);
  }
}
