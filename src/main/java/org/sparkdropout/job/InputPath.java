package org.sparkdropout.job;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.sparkdropout.files.RealPath;

/**
 * Something that a job reads.
 *
 * @param key the setting that names it
 * @param real where it lies once links are followed; each match of a pattern is one of its own
 */
record InputPath(String key, Path real) {
  /** Tables, of which Spark reads every file that lies in their folder. */
  private static final List<String> TABLES = List.of("input.path", "input.testPath");

  /** What may be the text itself in place of the path of a file. */
  private static final List<String> TEXTS = List.of(DeclaredSchema.KEY, "train.network");

  private static final List<String> OTHERS =
      List.of("score.model", ExportSource.MODEL, KeptPreparation.KEY);

  /** All that the settings name, as it is now. */
  static List<InputPath> all(Settings settings, Configuration hadoop) {
    List<InputPath> inputs = new ArrayList<>();
    for (String key : TABLES) {
      inputs.addAll(of(key, settings, hadoop));
    }
    for (String key : TEXTS) {
      if (settings.optional(key).filter(given -> isPath(given, hadoop)).isPresent()) {
        inputs.addAll(of(key, settings, hadoop));
      }
    }
    for (String key : OTHERS) {
      inputs.addAll(of(key, settings, hadoop));
    }
    settings
        .texts(CompareTables.REPORTS)
        .forEach(folder -> inputs.addAll(of(CompareTables.REPORTS, folder, hadoop)));
    for (java.nio.file.Path file : settings.files()) {
      inputs.addAll(of("--config", new Path(file.toUri()).toString(), hadoop));
    }
    return inputs;
  }

  private static List<InputPath> of(String key, Settings settings, Configuration hadoop) {
    return settings.optional(key).map(given -> of(key, given, hadoop)).orElse(List.of());
  }

  private static List<InputPath> of(String key, String given, Configuration hadoop) {
    List<InputPath> inputs = new ArrayList<>();
    Path path = new Path(given);
    FileSystem files = fileSystem(key, given, hadoop);
    try {
      for (Path match : matches(path, files)) {
        inputs.add(new InputPath(key, RealPath.of(match, files)));
      }
    } catch (IOException unreadable) { // which reading will report in its own words
      inputs.add(new InputPath(key, files.makeQualified(path)));
    }
    return inputs;
  }

  /** What a pattern stands for; where there is nothing, or no pattern, the path itself. */
  private static List<Path> matches(Path pattern, FileSystem files) throws IOException {
    List<Path> matches = new ArrayList<>(List.of(pattern));
    FileStatus[] found = files.globStatus(pattern);
    if (found != null) {
      for (FileStatus file : found) {
        matches.add(file.getPath());
      }
    }
    return matches;
  }

  /** Texts have spaces or braces; names that this JVM cannot write may not, to be refused. */
  private static boolean isPath(String given, Configuration hadoop) {
    boolean mayBeName = given.chars().noneMatch(c -> Character.isWhitespace(c) || c == '{');
    if (mayBeName && !given.chars().allMatch(c -> c < 128)) {
      return true;
    }
    try {
      Path path = new Path(given);
      return path.getFileSystem(hadoop).exists(path);
    } catch (IOException | RuntimeException text) { // such as JSON, which is no path
      return false;
    }
  }

  /**
   * The file system of a path.
   *
   * @throws SettingsException if it cannot be reached
   */
  static FileSystem fileSystem(String key, String path, Configuration hadoop) {
    FileSystem files = reached(key, path, hadoop);
    if (files.getUri().getScheme().equals("file") && File.separatorChar == '/') {
      FileNames.here().check(key, files.makeQualified(new Path(path)).toUri().getPath());
    }
    return files;
  }

  private static FileSystem reached(String key, String path, Configuration hadoop) {
    try {
      return new Path(path).getFileSystem(hadoop);
    } catch (IOException | RuntimeException failure) { // such as one for a missing class
      throw new SettingsException(
          ("%s must name a place that can be reached. Provided: %s (%s). Correct it. If its file system"
                  + " needs a package, add -- --packages GROUP:ARTIFACT:VERSION to the end of the"
                  + " command")
              .formatted(key, path, failure.getMessage()),
          failure);
    }
  }

  /** Whether it lies at a path, or below it. */
  boolean isIn(Path folder) {
    return folder.equals(real) || below(folder, real).isPresent();
  }

  /** Whether this is a table, to which Spark would count what is written at a path. */
  boolean isTableOf(Path written) {
    if (!TABLES.contains(key)) {
      return false;
    }
    return written.equals(real)
        || below(real, written).filter(name -> !name.matches("[_.].*")).isPresent();
  }

  /** The name, right below a folder, on the way from it to a path; Spark passes over some names. */
  private static Optional<String> below(Path folder, Path path) {
    Path child = path;
    for (Path up = path.getParent(); up != null; up = up.getParent()) {
      if (up.equals(folder)) {
        return Optional.of(child.getName());
      }
      child = up;
    }
    return Optional.empty();
  }
}
