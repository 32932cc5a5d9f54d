package org.sparkdropout.compare;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The runs of a comparison: with each seed every arm.
 *
 * @param runs seed by seed, in each the arms in order; the first arm is the baseline
 * @param arms how many there are, at least 2
 */
record RunGrid(List<TrainedRun> runs, int arms) {
  int seeds() {
    return runs.size() / arms;
  }

  TrainedRun run(int arm, int seed) {
    return runs.get(place(arm, seed));
  }

  int place(int arm, int seed) {
    return seed * arms + arm;
  }

  /** The runs of an arm, in the order of the seeds. */
  List<TrainedRun> ofArm(int arm) {
    return IntStream.range(0, seeds()).mapToObj(seed -> run(arm, seed)).toList();
  }

  /** All arms but the baseline. */
  IntStream others() {
    return IntStream.range(1, arms);
  }
}
