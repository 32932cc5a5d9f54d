package org.sparkdropout.job;

import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Whether this JVM gives the files of this machine the names that users give them. Java encodes
 * names as the locale says: with {@code LANG=C}, and with a locale that is not installed, in ASCII,
 * where all other characters are lost.
 *
 * @param encoding of names and of a command's arguments
 */
record FileNames(Charset encoding) {
  /** What stands in the place of bytes that could not be decoded. */
  private static final char LOST = '\uFFFD';

  private static final String REMEDY =
      "Set a UTF-8 locale before the job starts, such as export LC_ALL=C.UTF-8, on a cluster also -- --conf spark.executorEnv.LC_ALL=C.UTF-8";

  /** Those of this JVM. */
  static FileNames here() {
    return new FileNames(Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8")));
  }

  /**
   * What is wrong with the arguments and the working folder of a job, if anything.
   *
   * @param arguments as the JVM has decoded them
   * @param workingFolder as the JVM has decoded it
   */
  Optional<String> problem(List<String> arguments, String workingFolder) {
    return arguments.stream()
        .filter(argument -> argument.indexOf(LOST) >= 0)
        .findFirst()
        .map(argument -> unreadable("The arguments of a job", argument))
        .or(
            () ->
                isFolder(workingFolder)
                    ? Optional.empty()
                    : Optional.of(unreadable("The name of the working folder", workingFolder)));
  }

  private String unreadable(String what, String found) {
    return "%s must be text in the encoding of the locale, %s. Found: %s. %s"
        .formatted(what, encoding, found, REMEDY);
  }

  private static boolean isFolder(String name) {
    try {
      return Files.isDirectory(Path.of(name));
    } catch (InvalidPathException mangled) {
      return false;
    }
  }

  /**
   * Checks the name of a file of this machine.
   *
   * @param key the setting that names it
   * @throws SettingsException if the JVM cannot ask for it
   */
  void check(String key, String path) {
    if (path.indexOf(LOST) >= 0 || !encoding.newEncoder().canEncode(path)) {
      throw new SettingsException(
          "%s must name a file in characters that the encoding of the locale has. Provided: %s. Found: %s. %s"
              .formatted(key, path, encoding, REMEDY));
    }
  }
}
