package org.sparkdropout.checkpoint;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sparkdropout.train.RunState;

/**
 * A folder of checkpoints, one file each, named by what is done: {@code
 * epoch-000012-round-000003.checkpoint} follows 12 epochs and 3 rounds of the next one.
 *
 * <p>A file is written under a hidden name and renamed when it is whole. One that turns out not to
 * be is set aside as {@code <name>.damaged}. Only one run may use a folder at a time.
 */
public final class CheckpointFolder {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointFolder.class);
  private static final Pattern NAME =
      Pattern.compile("epoch-(\\d{6,10})-round-(\\d{6,10})\\.checkpoint");
  private static final String UNFINISHED = ".unfinished";
  private static final String DAMAGED = ".damaged";

  private static final Comparator<Path> NEWEST_FIRST =
      Comparator.<Path>comparingLong(path -> number(path, 1))
          .thenComparingLong(path -> number(path, 2))
          .reversed();

  private final Path folder;
  private final FileSystem files;
  private final List<Path> damaged = new ArrayList<>();

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
    } catch (IOException | IllegalArgumentException failure) {
      throw unusable(path, failure);
    }
  }

  private static CheckpointException unusable(Object path, Exception failure) {
    return new CheckpointException(
        "checkpoint.path must name a folder that can be read and written to. Provided: %s (%s). Set another"
            .formatted(path, failure.getMessage()),
        failure);
  }

  /** The folder's path, with its scheme. */
  @Override
  public String toString() {
    return folder.toString();
  }

  /**
   * A path in the folder.
   *
   * @param name of a file or folder
   * @return with its scheme
   */
  public Path file(String name) {
    return new Path(folder, name);
  }

  /**
   * Makes the folder, checks that it can be written to, and deletes what a run that was cut off has
   * left unfinished.
   *
   * @throws CheckpointException if it cannot be written to
   */
  void prepare() {
    try {
      files.mkdirs(folder);
      for (FileStatus file : files.listStatus(folder)) {
        if (file.getPath().getName().endsWith(UNFINISHED)) {
          files.delete(file.getPath(), true);
        }
      }
      Path trial = unfinished("trial");
      files.create(trial, true).close();
      files.delete(trial, false);
    } catch (IOException failure) {
      throw unusable(folder, failure);
    }
  }

  /**
   * Deletes all checkpoints, the damaged ones too.
   *
   * @throws CheckpointException if they cannot be deleted
   */
  public void clear() {
    try {
      if (files.exists(folder)) {
        for (FileStatus file : files.listStatus(folder)) {
          String name = file.getPath().getName();
          if (isCheckpoint(name) || name.endsWith(DAMAGED)) {
            files.delete(file.getPath(), false);
          }
        }
      }
    } catch (IOException failure) {
      throw unusable(folder, failure);
    }
  }

  /**
   * Whether there are no checkpoints, whole or damaged.
   *
   * @return false if there is one
   * @throws CheckpointException if the folder cannot be read
   */
  public boolean isEmpty() {
    try {
      return newestFirst().isEmpty();
    } catch (IOException failure) {
      throw unusable(folder, failure);
    }
  }

  /**
   * Reads the newest whole checkpoint; warns of damaged ones that are newer.
   *
   * @return nothing if there are no checkpoints
   * @throws CheckpointException if there are and none is whole, or one is of a newer format
   */
  public Optional<Checkpoint> newest() {
    try {
      damaged.clear();
      for (Path path : newestFirst()) {
        try {
          Checkpoint whole = new CheckpointFile(files, path).read();
          LOG.info("Going on from {}", path);
          return Optional.of(whole);
        } catch (DamagedException damage) {
          LOG.warn(
              "The checkpoint {} is damaged: {}. Trying an older one", path, damage.getMessage());
          damaged.add(path);
        }
      }
      if (!damaged.isEmpty()) {
        throw noneWhole(damaged.size());
      }
      return Optional.empty();
    } catch (IOException failure) {
      throw unusable(folder, failure);
    }
  }

  private CheckpointException noneWhole(int count) {
    return new CheckpointException(
        ("A checkpoint to go on from must be whole. All %d in %s are damaged. Copy a whole one there,"
                + " or set checkpoint.resume = false, which deletes them and starts anew")
            .formatted(count, folder));
  }

  /**
   * Renames those that {@link #newest} found damaged, so that what is written from here on is not
   * taken for older than them.
   */
  void setDamagedAside() {
    try {
      for (Path path : damaged) {
        rename(path, path.suffix(DAMAGED));
      }
    } catch (IOException failure) {
      throw unusable(folder, failure);
    }
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
    String name = name(checkpoint.state());
    Path unfinished = unfinished(name);
    files.deleteOnExit(unfinished);
    try {
      try (FSDataOutputStream out = files.create(unfinished, true)) {
        CheckpointFile.write(checkpoint, out);
        if (out.hasCapability(StreamCapabilities.HSYNC)) {
          out.hsync();
        }
      }
      rename(unfinished, file(name));
    } finally {
      files.delete(unfinished, false);
      files.cancelDeleteOnExit(unfinished);
    }
    List<Path> paths = newestFirst();
    for (Path old : paths.subList(Math.min(keep, paths.size()), paths.size())) {
      files.delete(old, false);
    }
    return name;
  }

  private void rename(Path from, Path to) throws IOException {
    files.delete(to, false);
    if (!files.rename(from, to)) {
      throw new IOException("Cannot rename " + from + " to " + to);
    }
  }

  private List<Path> newestFirst() throws IOException {
    if (!files.exists(folder)) {
      return List.of();
    }
    return Arrays.stream(files.listStatus(folder))
        .map(FileStatus::getPath)
        .filter(path -> isCheckpoint(path.getName()))
        .sorted(NEWEST_FIRST)
        .toList();
  }

  /** What a name says is done: epochs and rounds. */
  private static long number(Path path, int group) {
    Matcher parts = NAME.matcher(path.getName());
    return parts.matches() ? Long.parseLong(parts.group(group)) : -1;
  }

  private static boolean isCheckpoint(String name) {
    return NAME.matcher(name).matches();
  }

  private Path unfinished(String name) {
    return file("." + name + "-" + UUID.randomUUID() + UNFINISHED);
  }

  private static String name(RunState state) {
    return "epoch-%06d-round-%06d.checkpoint"
        .formatted(state.history().size(), state.unfinished().rounds());
  }
}
