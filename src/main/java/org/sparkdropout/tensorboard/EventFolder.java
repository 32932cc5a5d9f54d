package org.sparkdropout.tensorboard;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A folder of event files on any file system that Hadoop knows. Nothing in it is ever deleted or
 * changed.
 */
public final class EventFolder {
  private static final String EVENTS = "events.out.tfevents.";

  /** Those that this process has made. */
  private static final AtomicInteger FILES = new AtomicInteger();

  private final FileSystem files;
  private final Path folder;

  private EventFolder(FileSystem files, Path folder) {
    this.files = files;
    this.folder = folder;
  }

  /**
   * Names a folder; touches nothing yet.
   *
   * @param path on any file system that Hadoop knows
   * @param hadoop the file systems
   * @return the folder
   * @throws IllegalArgumentException if there is no such file system
   */
  public static EventFolder of(String path, Configuration hadoop) {
    try {
      Path given = new Path(path);
      FileSystem files = given.getFileSystem(hadoop);
      // What the one with checksums has written cannot be read before its file is closed.
      FileSystem flushing = files instanceof LocalFileSystem local ? local.getRaw() : files;
      return new EventFolder(flushing, files.makeQualified(given));
    } catch (IOException | IllegalArgumentException failure) {
      throw unusable(path, failure);
    }
  }

  private static IllegalArgumentException unusable(Object path, Throwable failure) {
    return new IllegalArgumentException(
        "summaryTensorboard must name a folder that can be written to. Provided: %s (%s). Set another"
            .formatted(path, failure.getMessage()),
        failure);
  }

  /**
   * Makes the folder and checks that files can be written to it.
   *
   * @throws IllegalArgumentException if not
   */
  public void check() {
    Path trial = new Path(folder, ".trial-" + UUID.randomUUID());
    try {
      files.mkdirs(folder);
      files.create(trial, false).close();
      files.delete(trial, false);
    } catch (IOException | FSError failure) {
      throw unusable(folder, failure);
    }
  }

  /**
   * The folder of a run within this one.
   *
   * @param name of the run; slashes make folders within folders
   * @return the folder, which need not be there
   */
  public EventFolder run(String name) {
    return new EventFolder(files, new Path(folder, name));
  }

  /** Whether there are event files. */
  boolean hasEvents() throws IOException {
    return files.exists(folder)
        && Arrays.stream(files.listStatus(folder))
            .anyMatch(file -> file.getPath().getName().startsWith(EVENTS));
  }

  /**
   * Opens a new event file. Readers take files in the order of their names, which is that of their
   * times and, within a process, of their numbers.
   */
  FSDataOutputStream create() throws IOException {
    String name =
        "%s%010d.spark-dropout.%d.%05d"
            .formatted(
                EVENTS,
                Instant.now().getEpochSecond(),
                ProcessHandle.current().pid(),
                FILES.getAndIncrement());
    return files.create(new Path(folder, name), false);
  }

  /** The folder's path, with its scheme. */
  @Override
  public String toString() {
    return folder.toString();
  }
}
