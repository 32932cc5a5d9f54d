package org.sparkdropout.checkpoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.apache.commons.codec.digest.DigestUtils;
import org.sparkdropout.data.DataProfile;

/**
 * What the bits of a run depend on, besides the matrix kernels: a run goes on only from a
 * checkpoint of its own.
 *
 * @param settings the params that have a value, by name, as Spark writes them in JSON; without
 *     those that change no result
 * @param profile what was found in the data
 * @param fingerprint of the rows trained on, whatever their order
 * @param validationFingerprint of the rows held out; empty without any
 * @param replicas resolved against the cluster, at least 1
 * @param weightScale the factor that brings the mean example weight to one
 * @param version of this project
 */
public record RunIdentity(
    SortedMap<String, String> settings,
    DataProfile profile,
    String fingerprint,
    String validationFingerprint,
    int replicas,
    double weightScale,
    String version) {
  private static final int DIGITS = 8;
  private static final int LONG = 200;
  private static final int SHOWN_BEFORE = 60;
  private static final int SHOWN_AFTER = 60;

  /**
   * Compares a run with the one that a checkpoint is of.
   *
   * @param kept the other
   * @return one line for each difference, a list of the caller's; empty if the run can go on from
   *     the checkpoint
   */
  public List<String> differences(RunIdentity kept) {
    Map<String, String> mine = facts();
    Map<String, String> others = kept.facts();
    Set<String> names = new LinkedHashSet<>(mine.keySet());
    names.addAll(others.keySet());
    List<String> lines = new ArrayList<>();
    for (String name : names) {
      String now = mine.getOrDefault(name, "not set");
      String then = others.getOrDefault(name, "not set");
      if (!now.equals(then)) {
        lines.add("%s: %s, was %s".formatted(name, shown(now, then), shown(then, now)));
      }
    }
    return lines;
  }

  /**
   * A short name of the run.
   *
   * @return 8 hexadecimal digits, which are those of another run only if it ends with the same
   *     bits, but for chance
   */
  public String digest() {
    return DigestUtils.sha256Hex(facts().toString()).substring(0, DIGITS);
  }

  /** A value; of a long one, such as the text of a network, where it begins to differ. */
  private static String shown(String value, String other) {
    if (value.length() <= LONG) {
      return value;
    }
    int same = Math.max(0, Arrays.mismatch(value.toCharArray(), other.toCharArray()));
    int from = Math.max(0, same - SHOWN_BEFORE);
    int to = Math.min(value.length(), same + SHOWN_AFTER);
    return "...%s...".formatted(value.substring(from, to));
  }

  private Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>(settings);
    facts.put("replicas", String.valueOf(replicas));
    facts.put("rows to train on", String.valueOf(profile.trainingRows()));
    facts.put("rows held out", String.valueOf(profile.validationRows()));
    facts.put("features", String.valueOf(profile.width()));
    facts.put("classes", String.valueOf(profile.classes()));
    profile.scale().ifPresent(scale -> facts.put("labels", scale.toString()));
    facts.put("fingerprint of the rows", fingerprint);
    facts.put("fingerprint of the rows held out", validationFingerprint);
    facts.put("version of Spark Dropout", version);
    return facts;
  }
}
