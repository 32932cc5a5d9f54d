package org.sparkdropout.compare;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The runs of a comparison: of every arm one with each seed.
 *
 * @param runs by arm, the first of which is the first baseline; of each arm those of all seeds, in
 *     their order
 */
record RunGrid(List<List<MeasuredRun>> runs) {
  int arms() {
    return runs.size();
  }

  int seeds() {
    return runs.get(0).size();
  }

  Arm arm(int arm) {
    return runs.get(arm).get(0).arm();
  }

  List<MeasuredRun> ofArm(int arm) {
    return runs.get(arm);
  }

  MeasuredRun run(int arm, int seed) {
    return runs.get(arm).get(seed);
  }

  /** What is compared: pairs of an arm and its baseline. */
  List<ArmPair> pairs() {
    return ArmPair.of(IntStream.range(0, arms()).mapToObj(this::arm).toList());
  }
}
