package org.sparkdropout.job;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.ShutdownHookManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An output folder that is there whole or not at all: written beside its place, as {@code
 * <path>.tmp-<random>}, and renamed into it at the end.
 *
 * <p>What is not published is deleted when this is closed, and when the process is ended by a
 * signal. Not thread-safe.
 */
final class StagedOutput implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(StagedOutput.class);

  /** After Spark has stopped (40), so that no task writes on; before file systems close (10). */
  private static final int HOOK_PRIORITY = 20;

  /** An empty file in every output of a job, which Spark's readers pass over. */
  private static final String MARK = "_spark-dropout";

  /** What a job reads, and an output must not take the place of. */
  private static final List<String> INPUTS =
      List.of(
          "input.path", "input.testPath", "score.model", ExportSource.MODEL, KeptPreparation.KEY);

  private final FileSystem files;
  private final Path place;
  private final Path staging;
  private final Runnable hook;

  private StagedOutput(FileSystem files, Path place) {
    this.files = files;
    this.place = place;
    this.staging = place.suffix(".tmp-" + UUID.randomUUID().toString().substring(0, 8));
    this.hook = () -> delete(staging);
  }

  /**
   * Checks that an output can be written, and makes the folder to write it in.
   *
   * @param settings {@code output.path} and {@code output.overwrite}
   * @param hadoop the file systems
   * @throws SettingsException if there is an output already that must not be replaced, or no
   *     permission to write
   */
  static StagedOutput open(Settings settings, Configuration hadoop) {
    String path = settings.required("output.path");
    FileSystem files = fileSystem("output.path", path, hadoop);
    try {
      Path given = new Path(path);
      StagedOutput output = new StagedOutput(files, files.makeQualified(given));
      output.checkInputs(settings, hadoop);
      output.checkPlace(settings);
      output.makeStaging();
      ShutdownHookManager.get().addShutdownHook(output.hook, HOOK_PRIORITY);
      return output;
    } catch (IOException | IllegalArgumentException failure) {
      throw new SettingsException(
          "output.path must be writable. Provided: %s (%s). Set it to a folder you may write to"
              .formatted(path, failure.getMessage()),
          failure);
    }
  }

  private static FileSystem fileSystem(String key, String path, Configuration hadoop) {
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

  private void checkInputs(Settings settings, Configuration hadoop) {
    for (String key : INPUTS) {
      Optional<String> given = settings.optional(key);
      if (given.isPresent()) {
        Path input = new Path(given.get());
        Path absolute = fileSystem(key, given.get(), hadoop).makeQualified(input);
        if (holds(place, absolute)) {
          throw new SettingsException(
              "output.path must not hold %s. Provided: %s, which would replace %s. Set another"
                  .formatted(key, place, absolute));
        }
      }
    }
  }

  private static boolean holds(Path folder, Path inside) {
    for (Path path = inside; path != null; path = path.getParent()) {
      if (path.equals(folder)) {
        return true;
      }
    }
    return false;
  }

  private void checkPlace(Settings settings) throws IOException {
    if (!files.exists(place)) {
      return;
    }
    if (!settings.flag("output.overwrite")) {
      throw new SettingsException(
          "output.path must not exist. Provided: %s. Set another, or output.overwrite = true"
              .formatted(place));
    }
    if (!isEarlierOutput()) {
      throw new SettingsException(
          ("output.overwrite replaces only what a job has written. %s does not hold the file %s. Set"
                  + " another output.path, or remove it by hand")
              .formatted(place, MARK));
    }
  }

  private boolean isEarlierOutput() throws IOException {
    if (files.getFileStatus(place).isFile()) {
      return false;
    }
    return files.exists(new Path(place, MARK)) || files.listStatus(place).length == 0;
  }

  private void makeStaging() throws IOException {
    try {
      if (!files.mkdirs(staging)) {
        throw new IOException("Cannot make the folder " + place);
      }
    } catch (IOException failure) { // People know nothing of the folder beside theirs.
      String message = String.valueOf(failure.getMessage());
      throw new IOException(message.replace(staging.getName(), place.getName()), failure);
    }
  }

  /** The final place, with its scheme. */
  Path place() {
    return place;
  }

  /** A path in the folder to write in. */
  Path file(String name) {
    return new Path(staging, name);
  }

  /** The folder to write in; it exists. */
  Path folder() {
    return staging;
  }

  /** Opens a file for writing. */
  OutputStream create(String name) throws IOException {
    return files.create(file(name), true);
  }

  /**
   * Moves the folder to its place. An earlier output is moved away first and deleted last, so that
   * one of both is there at any time but the instant between two renames; if the second one fails,
   * the first is undone.
   */
  void publish() {
    try {
      files.create(file(MARK), true).close();
      if (files.exists(place)) {
        replace();
      } else {
        rename(staging, place);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void replace() throws IOException {
    Path old = place.suffix(".old-" + UUID.randomUUID().toString().substring(0, 8));
    rename(place, old);
    try {
      rename(staging, place);
    } catch (IOException failure) {
      rename(old, place);
      throw failure;
    }
    delete(old);
  }

  private void rename(Path from, Path to) throws IOException {
    if (!files.rename(from, to)) {
      throw new IOException("Cannot rename " + from + " to " + to);
    }
  }

  private void delete(Path folder) {
    try {
      files.delete(folder, true);
    } catch (IOException failure) {
      LOG.warn("Cannot delete {}; remove it by hand", folder, failure);
    }
  }

  /** Deletes what was not published. */
  @Override
  public void close() {
    if (!ShutdownHookManager.get().isShutdownInProgress()) {
      ShutdownHookManager.get().removeShutdownHook(hook);
      delete(staging);
    }
  }
}
