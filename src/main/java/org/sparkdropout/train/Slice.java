package org.sparkdropout.train;

import java.io.Serializable;
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

  private final int number;
  private final CommonState state;
  private final ReplicaReport[] reports;

  /**
   * A slice.
   *
   * @param number its place among the slices
   * @param state its range of the state
   * @param reports of the round that led to it, in replica order; may be left out
   */
  private Slice(int number, CommonState state, ReplicaReport... reports) {
    this.number = number;
    this.state = state;
    this.reports = reports;
  }

  /** A slice of a state. */
  static Slice of(CommonState whole, Slicing slicing, int number) {
    return new Slice(number, whole.range(slicing.from(number), slicing.to(number)));
  }

  int number() {
    return number;
  }

  CommonState state() {
    return state;
  }

  List<ReplicaReport> reports() {
    return List.of(reports);
  }

  /** What replicas need of it. */
  Slice forReplicas() {
    return new Slice(number, state.forReplicas());
  }

  /** What the next rounds need of it. */
  Slice withoutReports() {
    return new Slice(number, state);
  }

  /**
   * The slice after a round.
   *
   * @param results the same range of each replica's state, in replica order
   * @param from where the range starts
   * @param engine of the network
   * @param plan of the run
   * @param round that has ended
   */
  Slice next(List<RoundResult> results, int from, Engine engine, TrainingPlan plan, Round round) {
    TrainState start = state.replica();
    TrainState average = Averaging.average(start, results, from, IntStream::sequential);
    CommonState next = state.next(average, start.weights(), engine, plan, round);
    ReplicaReport[] told =
        number == 0
            ? results.stream().map(RoundResult::report).toArray(ReplicaReport[]::new)
            : new ReplicaReport[0];
    return new Slice(number, next, told);
  }
}
