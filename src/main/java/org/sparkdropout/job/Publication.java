package org.sparkdropout.job;

import java.io.IOException;
import java.util.UUID;
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
  static final String OLD = ".old-";

  /** Finished, but something else was at its place. */
  private static final String FINISHED = ".finished-";

  /** A name beside a place, which no other has. */
  static Path beside(Path place, String kind) {
    return place.suffix(kind + UUID.randomUUID().toString().substring(0, 8));
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

  private void delete(Path old) {
    try {
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
  OutputException keep(Path staging, Path given, Throwable reason) {
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
