package org.sparkdropout.ml.param;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the param {@code classWeights} says.
 *
 * @param byClass the weight of each class that is named; empty for {@code balanced}
 */
public record ClassWeights(SortedMap<String, Double> byClass) {
  /** Completes "must be". */
  static final String SYNTAX =
      "balanced, or one finite weight of at least 0 for each class that it names, such as yes = 5,"
          + " no = 1";

  private static final String BALANCED = "balanced";

  /** A name that needs no quotes; within it may be spaces. */
  private static final String PLAIN = "[^\",=\\s](?:[^\",=]*[^\",=\\s])?";

  /** A name, in quotes or without, and its weight. */
  private static final Pattern ENTRY =
      Pattern.compile(
          "\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(" + PLAIN + "))\\s*=\\s*([-+.\\deE]+)\\s*(,|$)",
          Pattern.DOTALL);

  /**
   * Reads the text of the param.
   *
   * @param text such as {@code balanced} or {@code yes = 5, no = 1}; a name that holds a comma, an
   *     equals sign or a double quote, or that begins or ends with a space, stands in double quotes
   * @return empty if it is neither, or a weight is not finite or below 0
   */
  public static Optional<ClassWeights> parse(String text) {
    SortedMap<String, Double> byClass = new TreeMap<>();
    if (text.strip().equals(BALANCED)) {
      return Optional.of(new ClassWeights(byClass));
    }
    Matcher entry = ENTRY.matcher(text);
    boolean more = true;
    while (more) {
      if (!entry.lookingAt() || !put(byClass, entry)) {
        return Optional.empty();
      }
      more = entry.group(4).equals(",");
      entry.region(entry.end(), text.length());
    }
    return Optional.of(new ClassWeights(byClass));
  }

  private static boolean put(SortedMap<String, Double> byClass, Matcher entry) {
    String quoted = entry.group(1);
    String name = quoted == null ? entry.group(2) : quoted.replaceAll("(?s)\\\\(.)", "$1");
    try {
      double weight = Double.parseDouble(entry.group(3));
      return weight >= 0 && Double.isFinite(weight) && byClass.put(name, weight) == null;
    } catch (NumberFormatException noNumber) {
      return false;
    }
  }

  /**
   * Writes the text of the param.
   *
   * @param byClass weights, or what stands for them, by the names of classes
   * @return sorted by name, such as {@code no = 1, yes = 5}
   */
  public static String text(Map<String, ?> byClass) {
    return new TreeMap<String, Object>(byClass)
        .entrySet().stream()
            .map(entry -> quoted(entry.getKey()) + " = " + entry.getValue())
            .collect(Collectors.joining(", "));
  }

  private static String quoted(String name) {
    return name.matches(PLAIN) ? name : "\"" + name.replaceAll("[\"\\\\]", "\\\\$0") + "\"";
  }

  /** {@return whether the weights follow from how often each class occurs} */
  public boolean isBalanced() {
    return byClass.isEmpty();
  }
}
