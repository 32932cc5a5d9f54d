package org.sparkdropout.train;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A range of the common state of all replicas, as it lies on an executor between rounds.
 *
 * <p>A class of arrays: it crosses a task boundary, and Kryo can read neither records nor immutable
 * lists. Shared by tasks, so nothing in it is written to.
 */
final class Slice implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final float[] NONE = {};

  private final int number;
  private final TrainState state;
  private final float[] outerVelocity;
  private final ReplicaReport[] reports;

  /**
   * A slice.
   *
   * @param number its place among the slices
   * @param state the range of the weights and of what the optimiser keeps
   * @param outerVelocity of the outer step, or empty if that is the plain average
   * @param reports of the round that led to it, in replica order; may be left out
   */
  private Slice(int number, TrainState state, float[] outerVelocity, ReplicaReport... reports) {
    this.number = number;
    this.state = state;
    this.outerVelocity = outerVelocity;
    this.reports = reports;
  }

  /** A slice of a state. */
  static Slice of(CommonState whole, Slicing slicing, int number) {
    int from = slicing.from(number);
    int to = slicing.to(number);
    TrainState state = whole.replica().range(from, to);
    float[] outerVelocity =
        whole.outerVelocity().length == 0
            ? NONE
            : Arrays.copyOfRange(whole.outerVelocity(), from, to);
    return new Slice(number, state, outerVelocity);
  }

  int number() {
    return number;
  }

  TrainState state() {
    return state;
  }

  float[] outerVelocity() {
    return outerVelocity;
  }

  List<ReplicaReport> reports() {
    return List.of(reports);
  }

  /** What replicas need of it. */
  Slice forReplicas() {
    return new Slice(number, state, NONE);
  }

  /** What the next rounds need of it. */
  Slice withoutReports() {
    return new Slice(number, state, outerVelocity);
  }

  /**
   * The slice after a round.
   *
   * @param results the same range of each replica's state, in replica order
   * @param from where the range starts
   * @param outerStep what is done with the average
   */
  Slice next(List<RoundResult> results, int from, OuterStep outerStep) {
    TrainState average = Averaging.average(state, results, from, IntStream::sequential);
    float[] nextVelocity = outerVelocity.clone();
    outerStep.apply(average.weights(), state.weights(), nextVelocity);
    ReplicaReport[] told =
        number == 0
            ? results.stream().map(RoundResult::report).toArray(ReplicaReport[]::new)
            : new ReplicaReport[0];
    return new Slice(number, average, nextVelocity, told);
  }
}
