package org.sparkdropout.compare;

import java.util.List;

/**
 * The runs of a comparison: of every arm one with each seed.
 *
 * @param runs by arm, the first of which is the first baseline; of each arm those of all seeds, in
 *     their order
 * @param pairs what is compared
 */
record RunGrid(List<List<MeasuredRun>> runs, List<ArmPair> pairs) {
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
}
