package org.sparkdropout.job;

import java.io.IOException;
import java.util.UUID;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a finished folder to its place. Only what stood there when the job began is replaced.
 * All happens beside the place, by renaming.
 *
 * @param files the file system
 * @param place where the output goes
 * @param earlier what stood there when the job began
 */
record Publication(FileSystem files, Path place, Occupant earlier) {
  private static final Logger LOG = LoggerFactory.getLogger(Publication.class);

  /** Being written: the name of what is deleted if its job does not finish. */
  static final String STAGING = ".tmp-";

  /** An earlier output, moved away while the new one comes in. */
  private static final String OLD = ".old-";

  /** Finished, but something else was at its place. */
  private static final String FINISHED = ".finished-";

  /** A name beside a place, which no other has. */
  static Path beside(Path place, String kind) {
    return place.suffix(kind + UUID.randomUUID().toString().substring(0, 8));
  }

  /**
   * Tidies up after jobs that were killed; no job may be writing to the place. An earlier output
   * that was moved away, and that none has followed, comes back.
   */
  static void tidy(Path place, FileSystem files) throws IOException {
    for (FileStatus file : files.listStatus(place.getParent())) {
      String name = file.getPath().getName();
      if (!name.startsWith(place.getName() + ".")) {
        continue;
      }
      String rest = name.substring(place.getName().length());
      if (rest.matches("\\.old-[0-9a-f]{8}")) {
        restore(file.getPath(), place, files);
      } else if (rest.matches("\\.tmp-[0-9a-f]{8}")) {
        files.delete(file.getPath(), true);
      }
    }
  }

  private static void restore(Path old, Path place, FileSystem files) throws IOException {
    boolean isWhole = Occupant.at(old, files).kind() == Occupant.Kind.OUTPUT;
    if (isWhole && !files.exists(place)) {
      rename(files, old, place);
      LOG.warn("A job was killed as it replaced {}: what stood there before is back", place);
    } else {
      files.delete(old, true);
    }
  }

  /** Moves a folder to the place. If that fails, all is as it was. */
  void move(Path staging) throws IOException {
    if (!Occupant.at(place, files).equals(earlier)) {
      throw changed();
    }
    if (earlier.kind() == Occupant.Kind.NOTHING) {
      moveIn(staging);
    } else {
      replace(staging);
    }
  }

  private IOException changed() {
    return new IOException("what stands there has come or changed while the job ran");
  }

  private void replace(Path staging) throws IOException {
    Path old = beside(place, OLD);
    rename(files, place, old);
    try {
      if (Occupant.at(old, files).kind() != earlier.kind()) {
        throw changed();
      }
      moveIn(staging);
    } catch (IOException failure) {
      rename(files, old, place);
      throw failure;
    }
    delete(old);
  }

  /** Some file systems move a folder into one that has just come, rather than fail. */
  private void moveIn(Path staging) throws IOException {
    rename(files, staging, place);
    Path inside = new Path(place, staging.getName());
    if (files.exists(inside)) {
      rename(files, inside, staging);
      throw changed();
    }
  }

  /** Without its mark, what is left of it if this is cut off is no whole output. */
  private void delete(Path old) {
    try {
      files.delete(new Path(old, Occupant.MARK), false);
      files.delete(old, true);
    } catch (IOException failure) {
      LOG.warn("Cannot delete {}; remove it by hand", old, failure);
    }
  }

  /**
   * Keeps a finished folder that could not be moved to the place.
   *
   * @return the error to throw, with the folder's name
   */
  OutputException keep(Path staging, Path given, Exception reason) {
    Path kept = beside(place, FINISHED);
    try {
      rename(files, staging, kept);
    } catch (IOException failure) {
      reason.addSuppressed(failure);
      kept = staging;
    }
    return new OutputException(
        "output.path must stay as it is until the job ends. Provided: %s (%s). The output is finished and stands at %s. Move it from there to where you want it"
            .formatted(given, reason.getMessage(), kept),
        reason);
  }

  private static void rename(FileSystem files, Path from, Path to) throws IOException {
    if (!files.rename(from, to)) {
      throw new IOException("cannot rename " + from + " to " + to);
    }
  }
}
