package org.sparkdropout.job;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.sparkdropout.files.RealPath;

/**
 * Where an output goes, and the rule that it takes nothing away from what the job reads.
 *
 * @param settings name the output and all inputs
 * @param hadoop the file systems
 * @param files the output's
 * @param given the path as the user wrote it, with its scheme
 * @param real where it leads once links are followed
 */
record OutputPlace(
    Settings settings, Configuration hadoop, FileSystem files, Path given, Path real) {
  static final String KEY = "output.path";
  private static final String EVENTS = "summary.tensorboard";

  /**
   * Looks up {@code output.path}.
   *
   * @throws SettingsException if it is not set, cannot be reached, or is no place for a folder
   */
  static OutputPlace of(Settings settings, Configuration hadoop) throws IOException {
    String path = settings.required(KEY);
    FileSystem files = InputPath.fileSystem(KEY, path, hadoop);
    Path given = files.makeQualified(new Path(path));
    Path real = RealPath.of(given, files);
    if (real.getParent() == null || real.getName().isEmpty()) {
      throw new SettingsException(
          "%s must name a folder below the root of a file system. Provided: %s. Add the name of a folder to it, such as %s"
              .formatted(KEY, given, new Path(new Path(real, "/"), "output")));
    }
    return new OutputPlace(settings, hadoop, files, given, real);
  }

  /**
   * Checks that neither the output nor checkpoints nor event files take the place of something that
   * is read, or become part of it.
   *
   * @throws SettingsException if they do
   */
  void checkInputs() throws IOException {
    Map<String, Path> beside = beside();
    for (InputPath input : InputPath.all(settings, hadoop)) {
      if (input.isIn(real)) {
        throw new SettingsException(
            "output.path must not hold %s. Provided: %s, which would replace %s. Set another"
                .formatted(input.key(), given, input.real()));
      }
      checkTable(input, KEY, real);
      beside.forEach((key, path) -> checkTable(input, key, path));
    }
    checkOutputs(KEY, real);
    for (Map.Entry<String, Path> place : beside.entrySet()) {
      checkOutputs(place.getKey(), place.getValue());
    }
    checkEvents(Optional.ofNullable(beside.get(EVENTS)));
  }

  /** The output takes its place when the job ends; what was written there meanwhile would go. */
  private void checkEvents(Optional<Path> events) {
    for (Path up = events.orElse(null); up != null; up = up.getParent()) {
      if (up.equals(real)) {
        throw new SettingsException(
            "%s must lie outside %s, which appears when the job ends. Provided: %s, in %s. Set another"
                .formatted(EVENTS, KEY, events.orElseThrow(), given));
      }
    }
  }

  /** An output is replaced whole, with all that others have put in it. */
  private void checkOutputs(String key, Path written) throws IOException {
    FileSystem there = written.getFileSystem(hadoop);
    for (Path up = written.getParent(); up != null; up = up.getParent()) {
      if (there.exists(new Path(up, Occupant.MARK))) {
        throw new SettingsException(
            "%s must lie outside the outputs of other jobs, which a job that overwrites them replaces whole. Provided: %s, in %s. Set another"
                .formatted(key, written, up));
      }
    }
  }

  private static void checkTable(InputPath table, String key, Path written) {
    if (table.isTableOf(written)) {
      throw new SettingsException(
          "%s must lie outside the table of %s, to which its files would be counted. Provided: %s, in %s. Set another"
              .formatted(key, table.key(), written, table.real()));
    }
  }

  /** Where else the job writes, by key. */
  private Map<String, Path> beside() throws IOException {
    Map<String, Path> places = new LinkedHashMap<>();
    for (String key : List.of(KeptPreparation.KEY, EVENTS)) {
      Optional<String> path = settings.optional(key);
      if (path.isPresent()) {
        FileSystem there = InputPath.fileSystem(key, path.get(), hadoop);
        places.put(key, RealPath.of(new Path(path.get()), there));
      }
    }
    return places;
  }

  /**
   * Checks, when the output is finished, that its path still leads where it led, and to no input.
   *
   * @throws SettingsException if it does not
   */
  void checkAgain() throws IOException {
    if (!RealPath.of(given, files).equals(real)) {
      throw new SettingsException(
          "output.path must lead to the same place until the job ends. %s does not: a link in it has changed"
              .formatted(given));
    }
    checkInputs();
  }
}
