package org.sparkdropout.train;

import java.io.Serializable;
import java.util.Optional;
import org.sparkdropout.dropout.ThinnedNetwork;

/** A slice of what a replica brings back from a round, on its way to where it is averaged. */
final class SliceResult implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ReplicaReport report;
  private final SentState range;

  /** The part of the network that the state is of, null for all of it. */
  private final ThinnedNetwork thinned;

  /**
   * A slice of a result.
   *
   * @param report what the replica says of the round
   * @param range the parameters, of the state after the round
   * @param thinned the part of the network that the state is of, null for all of it
   */
  SliceResult(ReplicaReport report, SentState range, ThinnedNetwork thinned) {
    this.report = report;
    this.range = range;
    this.thinned = thinned;
  }

  int replica() {
    return report.replica();
  }

  /** A result whose state is the slice. */
  RoundResult toResult() {
    return new RoundResult(report, range, Optional.ofNullable(thinned));
  }
}
