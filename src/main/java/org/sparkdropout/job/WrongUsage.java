package org.sparkdropout.job;

import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.lang3.StringUtils;

/**
 * Explains command lines that a job cannot read: words that a shell has split or made out of
 * braces, settings without an equals sign, and options that belong to spark-submit.
 */
final class WrongUsage {
  private static final String SET = "--set";
  private static final Set<String> WITH_VALUE = Set.of(SET, "--config");
  private static final Set<String> OWN = Set.of("--verbose", "--help", "-h", SET, "--config");

  private static final String MASTER = "--master";

  private final String job;
  private final List<String> words;
  private final List<String> passedOn;

  private WrongUsage(String job, List<String> words, List<String> passedOn) {
    this.job = job;
    this.words = words;
    this.passedOn = passedOn;
  }

  /**
   * What is wrong with a command line, and how to write it.
   *
   * @param job the name of the command, such as {@code jobs/train}
   * @param words its arguments
   * @param passedOn words that the script has taken out of them and handed to spark-submit
   * @return empty if this class knows of nothing
   */
  static Optional<String> explain(String job, List<String> words, List<String> passedOn) {
    return new WrongUsage(job, words, passedOn).explain();
  }

  private Optional<String> explain() {
    String assignment = null;
    for (int at = 0; at < words.size(); at++) {
      String word = words.get(at);
      if (word.startsWith(SET + "=")) {
        assignment = word.substring(SET.length() + 1);
      } else if (WITH_VALUE.contains(word)) {
        if (at + 1 == words.size() || words.get(at + 1).startsWith("--")) {
          return Optional.of(withoutValue(word));
        }
        at++;
        assignment = word.equals(SET) ? words.get(at) : null;
      } else if (!OWN.contains(word) && !word.startsWith("--config=")) {
        return leftOver(at, Optional.ofNullable(assignment));
      }
    }
    return words.stream().filter(word -> word.matches("--config(=.*)?")).count() > 1
        ? Optional.of(
            "--config must be given once. Let one file include the other, with a first line such as"
                + " include \"base.conf\", or give single settings with --set")
        : Optional.empty();
  }

  private static String withoutValue(String option) {
    return option.equals(SET)
        ? "--set must be followed by key=value, such as --set train.maxIter=100"
        : option + " must be followed by a file, such as --config conf/train-penguins.conf";
  }

  private Optional<String> leftOver(int at, Optional<String> assignment) {
    String word = words.get(at);
    if (SparkOptions.isOne(word)) {
      return Optional.of(sparks(word));
    }
    if (word.matches("[\u2013\u2014-]\\w{2,}.*") || word.matches("[\u2013\u2014].*")) {
      return Optional.of(
          "Options must begin with two hyphens. Provided: %s. Write: --%s"
              .formatted(word, word.replaceFirst("^[\u2013\u2014-]+", "")));
    }
    if (word.startsWith("-")) {
      return Optional.empty();
    }
    if (assignment.isPresent()) {
      return Optional.of(rest(assignment.get(), rest(at)));
    }
    if (word.indexOf('=') > 0) {
      return Optional.of(
          "Settings must follow --set. Provided: %s. Write: --set %s"
              .formatted(word, ShellWords.quoted(word)));
    }
    return Optional.of(
        "Files of settings must follow --config. Provided: %s. Write: --config %s"
            .formatted(word, ShellWords.quoted(word)));
  }

  private String sparks(String word) {
    List<String> ours = new ArrayList<>();
    List<String> sparks = new ArrayList<>(passedOn);
    for (int at = 0; at < words.size(); at++) {
      String next = words.get(at);
      List<String> target = SparkOptions.isOne(next) ? sparks : ours;
      target.add(next);
      boolean value = WITH_VALUE.contains(next) || SparkOptions.takesValue(next);
      if (value && at + 1 < words.size()) {
        target.add(words.get(++at));
      }
    }
    int master = sparks.indexOf(MASTER);
    if (master >= 0 && master + 1 < sparks.size()) { // which may stand before -- as well
      ours.addAll(0, List.of(MASTER, sparks.remove(master + 1)));
      sparks.remove(master);
    }
    String own = ours.isEmpty() ? job : job + " " + ShellWords.line(ours);
    return "%s is an option of spark-submit and must follow --. Write: %s -- %s"
        .formatted(StringUtils.substringBefore(word, "="), own, ShellWords.line(sparks));
  }

  /** The words from a place on up to the next option. */
  private List<String> rest(int from) {
    return words.subList(from, words.size()).stream()
        .takeWhile(word -> !word.startsWith("--"))
        .toList();
  }

  private static String rest(String assignment, List<String> rest) {
    String whole = assignment + " " + String.join(" ", rest);
    String next = rest.get(0);
    if (assignment.indexOf('=') < 0 || assignment.endsWith("=") || next.startsWith("=")) {
      return joined(whole, String.join("=", whole.split("\\s*=\\s*|\\s+", 2)));
    }
    String key = StringUtils.substringBefore(assignment, "=");
    if (next.startsWith(key + "=")) {
      return expanded(key, assignment, rest);
    }
    if (isOpen(assignment) || next.indexOf('=') < 1) {
      return joined(whole, whole);
    }
    return "Each setting must follow a --set of its own. Provided: --set %s. Write: --set %s --set %s"
        .formatted(whole, ShellWords.quoted(assignment), ShellWords.quoted(next));
  }

  private static String joined(String provided, String right) {
    return "--set must be followed by key=value in one word. Provided: --set %s. Write: --set %s"
        .formatted(provided, ShellWords.quoted(right));
  }

  /** Whether a list, options or a text have begun and not ended. */
  private static boolean isOpen(String text) {
    return StringUtils.countMatches(text, '[') > StringUtils.countMatches(text, ']')
        || StringUtils.countMatches(text, '{') > StringUtils.countMatches(text, '}')
        || StringUtils.countMatches(text, '"') % 2 == 1;
  }

  /** Bash makes k=a k=b out of k={a,b}. */
  private static String expanded(String key, String assignment, List<String> rest) {
    List<String> values = new ArrayList<>(List.of(assignment.substring(key.length() + 1)));
    rest.stream()
        .takeWhile(word -> word.startsWith(key + "="))
        .forEach(word -> values.add(word.substring(key.length() + 1)));
    ConfigValue known = Reference.load().defaults().get(key);
    boolean list = known != null && known.valueType() == ConfigValueType.LIST;
    String all = String.join(", ", values);
    return "Braces must stand in quotes, since the shell makes several words out of them. Provided: --set %s %s. Write: --set %s"
        .formatted(
            assignment,
            String.join(" ", rest),
            ShellWords.quoted(key + "=" + (list ? "[" + all + "]" : "{" + all + "}")));
  }
}
