package org.sparkdropout.compare;

import java.util.ArrayList;
import java.util.List;

/**
 * An arm and the one it is compared with.
 *
 * @param arm its place among the arms
 * @param baseline the place of the other
 */
record ArmPair(int arm, int baseline) {
  /**
   * The pairs of a comparison. Without a sweep, each arm is compared with the first. In a sweep of
   * several lines, it is compared with the first arm of the same value; in a sweep of one line,
   * with the first value.
   */
  static List<ArmPair> of(List<Arm> arms) {
    List<ArmPair> pairs = new ArrayList<>();
    for (int arm = 0; arm < arms.size(); arm++) {
      int baseline = baseline(arms, arm);
      if (baseline != arm) {
        pairs.add(new ArmPair(arm, baseline));
      }
    }
    return List.copyOf(pairs);
  }

  /** The pairs of arms that are still there, by their places among these. */
  static List<ArmPair> ofRest(List<Arm> all, List<Arm> rest) {
    return of(all).stream()
        .map(
            pair ->
                new ArmPair(rest.indexOf(all.get(pair.arm)), rest.indexOf(all.get(pair.baseline))))
        .filter(pair -> pair.arm >= 0 && pair.baseline >= 0)
        .toList();
  }

  private static int baseline(List<Arm> arms, int arm) {
    if (arms.stream().map(ArmPair::line).distinct().count() < 2) {
      return 0;
    }
    for (int other = 0; other < arm; other++) {
      if (value(arms.get(other)).equals(value(arms.get(arm)))) {
        return other;
      }
    }
    return arm;
  }

  private static String line(Arm arm) {
    return arm.point().map(SweepPoint::line).orElse(arm.name());
  }

  private static String value(Arm arm) {
    return arm.point().map(SweepPoint::value).orElse("");
  }
}
