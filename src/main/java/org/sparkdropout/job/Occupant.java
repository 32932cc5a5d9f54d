package org.sparkdropout.job;

import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What stands at the place of an output. Two that are equal are the same one.
 *
 * @param kind what it is
 * @param markedAt when the job that wrote it had finished, 0 if none has
 */
record Occupant(Kind kind, long markedAt) {
  /** An empty file in every output of a job, which Spark's readers pass over. */
  static final String MARK = "_spark-dropout";

  /** What can stand there. */
  enum Kind {
    NOTHING,
    EMPTY_FOLDER,
    OUTPUT,
    FOREIGN;

    /** Whether a job may put its output there, if it is to overwrite. */
    boolean isReplaceable() {
      return this != FOREIGN;
    }
  }

  /** Looks what stands at a place. */
  static Occupant at(Path place, FileSystem files) throws IOException {
    try {
      if (files.getFileStatus(place).isFile()) {
        return new Occupant(Kind.FOREIGN, 0);
      }
      Path mark = new Path(place, MARK);
      if (files.exists(mark)) {
        return new Occupant(Kind.OUTPUT, files.getFileStatus(mark).getModificationTime());
      }
      return new Occupant(
          files.listStatus(place).length == 0 ? Kind.EMPTY_FOLDER : Kind.FOREIGN, 0);
    } catch (FileNotFoundException none) {
      return new Occupant(Kind.NOTHING, 0);
    }
  }
}
