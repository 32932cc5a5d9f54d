package org.sparkdropout.train;

import java.io.Serializable;
import java.util.OptionalInt;
import org.sparkdropout.head.Tally;

/**
 * What a replica says of a round.
 *
 * <p>A class rather than a record: it crosses a task boundary, and Kryo cannot read records.
 */
public final class ReplicaReport implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int NO_STEP = -1;

  /** The replica's number. */
  private final int replica;

  /** The loss and errors of the thinned networks. */
  private final Tally tally;

  /** Time in steps. */
  private final double seconds;

  /** The matrix kernels used. */
  private final String kernelFamily;

  /** The step whose loss was not finite, or -1. */
  private final int divergedAt;

  /**
   * A report.
   *
   * @param replica the replica's number
   * @param tally the loss and errors of its thinned networks; counts the examples it saw
   * @param seconds time in steps
   * @param kernelFamily the matrix kernels used, part of what results depend on
   * @param divergedAt the step whose loss was not finite, if any
   */
  public ReplicaReport(
      int replica, Tally tally, double seconds, String kernelFamily, OptionalInt divergedAt) {
    this.replica = replica;
    this.tally = tally;
    this.seconds = seconds;
    this.kernelFamily = kernelFamily;
    this.divergedAt = divergedAt.orElse(NO_STEP);
  }

  int replica() {
    return replica;
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
