package org.sparkdropout.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.sparkdropout.prepare.LabelText;

/**
 * Names of the columns that jobs add to a table.
 *
 * <p>The rule for names that are made of labels: every character but letters, digits and
 * underscores becomes an underscore; of names that are equal but for case, the second gets _2, the
 * third _3, and so on, in the order of the classes. Such names need no quotes, and tables of any
 * format and catalogue take them.
 */
final class OutputNames {
  private static final List<String> OUTPUTS =
      List.of(
          "train.predictionCol",
          "train.probabilityCol",
          "train.rawPredictionCol",
          "train.quantilesCol");
  private static final List<String> INPUTS =
      List.of(
          "train.featuresCol", "train.labelCol", "train.weightCol", "train.validationIndicatorCol");

  private OutputNames() {}

  /**
   * The columns of the parts of a vector, such as single probabilities.
   *
   * @param prefix the column of all of them
   * @param parts such as the labels of the classes, in order
   * @param taken names that others have
   * @return a name for each part
   */
  static List<String> ofParts(String prefix, List<String> parts, List<String> taken) {
    FreeNames names = new FreeNames(taken);
    return parts.stream().map(part -> names.take(safe(prefix + "_" + part))).toList();
  }

  private static String safe(String name) {
    StringBuilder safe = new StringBuilder();
    name.codePoints()
        .map(sign -> Character.isLetterOrDigit(sign) ? sign : '_')
        .forEach(safe::appendCodePoint);
    return safe.toString();
  }

  /**
   * Checks before training that the columns that the network will add have names of their own.
   *
   * @throws SettingsException if two settings give the same name
   */
  static void check(Settings settings) {
    Map<String, String> named = new LinkedHashMap<>();
    INPUTS.forEach(key -> settings.optional(key).ifPresent(name -> named.put(key, name)));
    for (String list : List.of("input.features", "input.categorical")) {
      settings.texts(list).forEach(name -> named.put(list + " (" + name + ")", name));
    }
    named.put("the text of the predicted label", LabelText.OUTPUT);
    Set<String> keys = EstimatorSettings.keys(settings);
    for (String key : OUTPUTS.stream().filter(keys::contains).toList()) {
      Optional<String> name = settings.optional(key);
      if (name.isPresent()) {
        named.forEach((other, taken) -> checkDistinct(settings, key, name.get(), other, taken));
        named.put(key, name.get());
      }
    }
  }

  private static void checkDistinct(
      Settings settings, String key, String name, String other, String taken) {
    if (name.equalsIgnoreCase(taken)) {
      throw settings.wrong(key, "a name that no other column has, but %s has it".formatted(other));
    }
  }

  /** Of some names those that are alike but for case; none if all differ. */
  static Set<String> alike(List<String> names) {
    Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    Set<String> alike = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.stream().filter(name -> !seen.add(name)).forEach(alike::add);
    return alike;
  }
}
