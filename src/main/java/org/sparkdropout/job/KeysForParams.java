package org.sparkdropout.job;

import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.ml.param.Param;
import org.sparkdropout.ml.param.Setting;
import org.sparkdropout.ml.param.TrainingSettings;

/**
 * Puts the keys of settings, such as {@code train.maxIter}, in place of the names of params in
 * messages of estimators and models and what they call.
 *
 * <p>A name of several words, such as maxIter, is one wherever it stands, but in quotes or in a
 * path. A name of one word, such as momentum, is one at the beginning of a line, and before "=".
 */
final class KeysForParams {
  private static final Map<String, String> KEYS =
      Stream.concat(
              EstimatorSettings.estimators()
                  .flatMap(estimator -> Arrays.stream(estimator.params()))
                  .map(Param::name),
              TrainingSettings.all().stream()
                  .filter(Setting::isOfModelsAlone)
                  .<String>map(Setting::name))
          .distinct()
          .collect(Collectors.toUnmodifiableMap(name -> name, EstimatorSettings::key));

  private static final Pattern NAME =
      Pattern.compile(
          "(?m)(?<![\\w.'\"`/-])(?:[a-z]+[A-Z]\\w*(?!['\"`/])|[a-z]+(?= = )|(?<=^\\s{0,9})[a-z]+(?=[ :]))");

  private KeysForParams() {}

  /** The message as users of the jobs can follow it. */
  static String in(String message) {
    return NAME.matcher(message)
        .replaceAll(
            found -> Matcher.quoteReplacement(KEYS.getOrDefault(found.group(), found.group())));
  }
}
