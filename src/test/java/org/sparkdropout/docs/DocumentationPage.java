package org.sparkdropout.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A page of the documentation.
 *
 * @param path of its file, below the project's folder
 * @param text in Markdown
 */
record DocumentationPage(Path path, String text) {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

  static DocumentationPage of(String path) {
    try {
      return new DocumentationPage(Path.of(path), Files.readString(Path.of(path)));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The README and all pages of the site. */
  static List<DocumentationPage> all() throws IOException {
    try (Stream<Path> pages = Files.list(Path.of("src/site/markdown"))) {
      return Stream.concat(Stream.of("README.md"), pages.map(Path::toString).sorted())
          .map(DocumentationPage::of)
          .toList();
    }
  }

  /** Blocks of code in a language; those without one have the empty language. */
  List<String> blocks(String language) {
    return BLOCK
        .matcher(text)
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  /** Commands that start one of our jobs, each on one line. */
  List<String> commands() {
    List<String> commands = new ArrayList<>();
    for (String block : blocks("")) {
      block
          .replace("\\\n", " ")
          .lines()
          .map(line -> line.startsWith("$ ") ? line.substring(2) : line)
          .filter(line -> line.matches("(\\w+=\\S+ )?jobs/.*"))
          .forEach(commands::add);
    }
    return commands;
  }

  List<String> links() {
    return LINK.matcher(text).results().map(link -> link.group(1)).toList();
  }

  /** What headings are called in links. */
  List<String> anchors() {
    Matcher headings = HEADING.matcher(text);
    return headings
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\w\\s-]", "").replace(' ', '-'))
        .collect(Collectors.toList());
  }
}
