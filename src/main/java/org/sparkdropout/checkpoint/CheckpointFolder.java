package org.sparkdropout.checkpoint;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sparkdropout.files.PlaceLock;
import org.sparkdropout.files.RealPath;

/**
 * A folder of checkpoints, one file each ({@link CheckpointFile}, {@link CheckpointName}).
 *
 * <p>A file is written under a hidden name and renamed when it is whole. One that turns out not to
 * be is set aside as {@code <name>.damaged}. Only one run may use a folder at a time, which its
 * lock sees to. What others have put there is left alone.
 */
public final class CheckpointFolder {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointFolder.class);
  private static final String DAMAGED = ".damaged";
  private static final String LOCK = ".lock";
  private static final Pattern UNFINISHED =
      Pattern.compile(
          "\\.(epoch-\\d+-round-\\d+\\.checkpoint|trial|preparation)-[0-9a-f-]{36}\\.unfinished");

  private final Path folder;
  private final FileSystem files;
  private final PreparationFolder preparation;

  /**
   * What a look at the folder found.
   *
   * @param newest the newest whole checkpoint, if there are checkpoints
   * @param damaged newer ones that are not whole
   */
  record Search(Optional<Checkpoint> newest, List<Path> damaged) {
    static final Search NOTHING = new Search(Optional.empty(), List.of());
  }

  /**
   * Names a folder; touches nothing yet.
   *
   * @param path on any file system that Hadoop knows
   * @param hadoop the file systems
   * @throws CheckpointException if there is no such file system
   */
  public CheckpointFolder(String path, Configuration hadoop) {
    try {
      Path given = new Path(path);
      this.files = given.getFileSystem(hadoop);
      this.folder = files.makeQualified(given);
      this.preparation = new PreparationFolder(files, folder);
    } catch (IOException | IllegalArgumentException failure) {
      throw unusable(path, failure);
    }
  }

  private static CheckpointException unusable(Object path, Exception failure) {
    return new CheckpointException(
        "checkpointPath must name a folder that can be read and written to. Provided: %s (%s). Set another"
            .formatted(path, failure.getMessage()),
        failure);
  }

  /** The folder's path, with its scheme. */
  @Override
  public String toString() {
    return folder.toString();
  }

  /**
   * Where the fitted preparation of the run lies, if it has one.
   *
   * @return a folder in this one
   */
  public PreparationFolder preparation() {
    return preparation;
  }

  /** Work on files. */
  @FunctionalInterface
  private interface Work<T> {
    T run() throws IOException;
  }

  /** Runs work that the run cannot go on without. */
  private <T> T required(Work<T> work) {
    try {
      return failing(work);
    } catch (IOException failure) {
      throw unusable(folder, failure);
    }
  }

  /** Hadoop's local file system throws an error where others throw an exception. */
  private static <T> T failing(Work<T> work) throws IOException {
    try {
      return work.run();
    } catch (FSError error) {
      throw new IOException(error.getMessage(), error);
    }
  }

  /**
   * Makes the folder and keeps other runs from it.
   *
   * @return held until it is closed; a run that dies holds it no longer
   * @throws CheckpointException if another run has it, or it cannot be written to
   */
  PlaceLock lock() {
    return required(
        () -> {
          files.mkdirs(folder);
          try {
            return PlaceLock.take(new Path(RealPath.of(folder, files), LOCK), files);
          } catch (PlaceLock.HeldException held) {
            throw new CheckpointException(
                "checkpointPath must be used by one run at a time. Provided: %s (%s). Wait until that run has ended, or set another"
                    .formatted(folder, held.getMessage()),
                held);
          }
        });
  }

  /**
   * Checks that the folder can be written to, and deletes what a run that was cut off has left
   * unfinished.
   *
   * @throws CheckpointException if it cannot be written to
   */
  void prepare() {
    required(
        () -> {
          for (FileStatus file : files.listStatus(folder)) {
            if (UNFINISHED.matcher(file.getPath().getName()).matches()) {
              files.delete(file.getPath(), true);
            }
          }
          Path trial = unfinished(folder, "trial");
          try (FSDataOutputStream out = files.create(trial, true)) {
            out.write(0);
          } finally {
            files.delete(trial, false);
          }
          return trial;
        });
  }

  /** A hidden name that no other has. */
  static Path unfinished(Path folder, String name) {
    return new Path(folder, "." + name + "-" + UUID.randomUUID() + ".unfinished");
  }

  /**
   * Deletes all checkpoints, the damaged ones too, and the preparation.
   *
   * @throws CheckpointException if they cannot be deleted
   */
  void clear() {
    required(
        () -> {
          for (FileStatus file : files.listStatus(folder)) {
            String name = file.getPath().getName();
            String whole = name.endsWith(DAMAGED) ? name.replace(DAMAGED, "") : name;
            if (CheckpointName.parse(whole).isPresent()) {
              files.delete(file.getPath(), false);
            }
          }
          preparation.delete();
          return folder;
        });
  }

  /**
   * Reads the newest whole checkpoint; warns of damaged ones that are newer.
   *
   * @return nothing if there are no checkpoints
   * @throws CheckpointException if there are and none is whole, or one is of another format
   */
  public Optional<Checkpoint> newest() {
    return search().newest();
  }

  /** As {@link #newest}. */
  Search search() {
    return required(
        () -> {
          List<Path> damaged = new ArrayList<>();
          for (Path path : newestFirst()) {
            try {
              return new Search(Optional.of(new CheckpointFile(files, path).read()), damaged);
            } catch (DamagedException damage) {
              LOG.warn(
                  "The checkpoint {} is damaged: {}. Trying an older one",
                  path,
                  damage.getMessage());
              damaged.add(path);
            }
          }
          if (!damaged.isEmpty()) {
            throw noneWhole(damaged.size());
          }
          return Search.NOTHING;
        });
  }

  private CheckpointException noneWhole(int count) {
    return new CheckpointException(
        ("A checkpoint to go on from must be whole. All %d in %s are damaged. Copy a whole one there,"
                + " or set checkpointResume = false, which deletes them and starts anew")
            .formatted(count, folder));
  }

  /**
   * Renames damaged checkpoints, so that what is written from here on is not taken for older than
   * them.
   */
  void setAside(List<Path> damaged) {
    required(
        () -> {
          for (Path path : damaged) {
            rename(path, path.suffix(DAMAGED));
          }
          return folder;
        });
  }

  /**
   * Writes a checkpoint, and then deletes those too many.
   *
   * @param checkpoint what to write
   * @param keep how many are to be left, at least 1
   * @return the name of its file
   * @throws IOException if the file system refuses; nothing half-written is left
   */
  String write(Checkpoint checkpoint, int keep) throws IOException {
    String name = CheckpointName.of(checkpoint.state()).toString();
    Path unfinished = unfinished(folder, name);
    failing(
        () -> {
          try {
            write(checkpoint, unfinished);
            rename(unfinished, new Path(folder, name));
          } finally {
            files.delete(unfinished, false);
            files.cancelDeleteOnExit(unfinished);
          }
          return name;
        });
    prune(keep);
    return name;
  }

  private void write(Checkpoint checkpoint, Path path) throws IOException {
    try (FSDataOutputStream out = files.create(path, true)) {
      files.deleteOnExit(path);
      CheckpointFile.write(checkpoint, out);
      if (out.hasCapability(StreamCapabilities.HSYNC)) {
        out.hsync();
      }
    }
  }

  private void rename(Path from, Path to) throws IOException {
    files.delete(to, false);
    if (!files.rename(from, to)) {
      throw new IOException("Cannot rename " + from + " to " + to);
    }
  }

  private void prune(int keep) {
    try {
      List<Path> paths = newestFirst();
      for (Path old : paths.subList(Math.min(keep, paths.size()), paths.size())) {
        failing(() -> files.delete(old, false));
      }
    } catch (IOException failure) {
      LOG.warn("Cannot delete old checkpoints in {}; delete them by hand", folder, failure);
    }
  }

  private List<Path> newestFirst() throws IOException {
    if (!files.exists(folder)) {
      return List.of();
    }
    return Arrays.stream(files.listStatus(folder))
        .map(file -> CheckpointName.parse(file.getPath().getName()))
        .flatMap(Optional::stream)
        .sorted(CheckpointName.OLDEST_FIRST.reversed())
        .map(name -> new Path(folder, name.toString()))
        .toList();
  }
}
