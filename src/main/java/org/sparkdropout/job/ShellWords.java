package org.sparkdropout.job;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words as people type them into bash or zsh. */
final class ShellWords {
  private static final Pattern PLAIN = Pattern.compile("[\\w./:=@%+,-]+");

  private ShellWords() {}

  /** A word, in single quotes if a shell would otherwise change or split it. */
  static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** Words of a command, each quoted where it needs to be. */
  static String line(List<String> words) {
    return words.stream().map(ShellWords::quoted).collect(Collectors.joining(" "));
  }
}
