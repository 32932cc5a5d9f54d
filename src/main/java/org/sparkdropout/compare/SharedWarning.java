package org.sparkdropout.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A warning and the runs that gave it.
 *
 * @param text the warning
 * @param seeds of the runs that gave it, by the name of their arm
 */
public record SharedWarning(String text, Map<String, List<Long>> seeds) {
  /** Each warning once, in the order of the arms and seeds. */
  static List<SharedWarning> of(List<ArmReport> arms) {
    Map<String, Map<String, List<Long>>> found = new LinkedHashMap<>();
    for (ArmReport arm : arms) {
      for (RunReport run : arm.runs()) {
        for (String warning : run.warnings()) {
          found
              .computeIfAbsent(warning, text -> new LinkedHashMap<>())
              .computeIfAbsent(arm.name(), name -> new ArrayList<>())
              .add(run.seed());
        }
      }
    }
    return found.entrySet().stream()
        .map(entry -> new SharedWarning(entry.getKey(), entry.getValue()))
        .toList();
  }

  /**
   * Whether all runs gave the warning.
   *
   * @param arms of the comparison
   * @param runs of each of them
   * @return false if some run did not
   */
  public boolean isOfAll(int arms, int runs) {
    return seeds.size() == arms && seeds.values().stream().allMatch(s -> s.size() == runs);
  }

  /**
   * Who gave the warning.
   *
   * @param arms of the comparison
   * @param runs of each of them
   * @return such as {@code "wide", seed 3; "slow"}: seeds where not all runs of an arm gave it;
   *     {@code all arms} if all runs did
   */
  public String givenBy(int arms, int runs) {
    return isOfAll(arms, runs)
        ? "all arms"
        : seeds.entrySet().stream()
            .map(arm -> givenBy(arm.getKey(), arm.getValue(), runs))
            .collect(Collectors.joining("; "));
  }

  private static String givenBy(String arm, List<Long> seeds, int runs) {
    if (seeds.size() == runs) {
      return "\"%s\"".formatted(arm);
    }
    String list = seeds.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return "\"%s\", %s %s".formatted(arm, seeds.size() == 1 ? "seed" : "seeds", list);
  }
}
