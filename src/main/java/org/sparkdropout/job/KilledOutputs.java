package org.sparkdropout.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What jobs that were killed have left beside the place of their output. Whoever holds the lock of
 * the place knows that they are dead.
 *
 * @param files the file system
 * @param place where the outputs went
 */
record KilledOutputs(FileSystem files, Path place) {
  private static final Logger LOG = LoggerFactory.getLogger(KilledOutputs.class);

  /**
   * Deletes what was not finished. An earlier output that a job had moved away, when it was killed
   * before its own came in, is moved back.
   */
  void tidy() throws IOException {
    FileStatus[] beside = files.listStatus(place.getParent());
    for (Path unfinished : folders(beside, Publication.STAGING)) {
      LOG.info("Deleting {}, which a job that was killed has left", unfinished);
      files.delete(unfinished, true);
    }
    for (Path old : folders(beside, Publication.OLD)) {
      if (files.exists(place)) {
        LOG.info("Deleting {}, which an overwritten output has left", old);
        files.delete(old, true);
      } else if (files.rename(old, place)) {
        LOG.warn("A job was killed while it replaced {}; the earlier output is back there", place);
      }
    }
  }

  /** The folders with a kind of name; an output of another than a job is never moved away. */
  private List<Path> folders(FileStatus[] beside, String kind) {
    Pattern name = Pattern.compile(Pattern.quote(place.getName() + kind) + "[0-9a-f]{8}");
    List<Path> found = new ArrayList<>();
    for (FileStatus file : beside) {
      if (file.isDirectory() && name.matcher(file.getPath().getName()).matches()) {
        found.add(file.getPath());
      }
    }
    return found;
  }
}
