package org.sparkdropout.checkpoint;

import java.io.IOException;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The folder, beside a run's checkpoints, of the fitted stages that made its features: with them a
 * checkpoint can be turned into a model without the data. What is in it is the caller's matter; a
 * mark in it says that it is not somebody else's.
 */
public final class PreparationFolder {
  private static final String NAME = "preparation";
  private static final String MARK = "_spark-dropout";

  private final FileSystem files;
  private final Path checkpoints;
  private final Path place;

  PreparationFolder(FileSystem files, Path checkpoints) {
    this.files = files;
    this.checkpoints = checkpoints;
    this.place = new Path(checkpoints, NAME);
  }

  /** Writes the files of a preparation. */
  @FunctionalInterface
  public interface Writer {
    /**
     * Writes into a folder.
     *
     * @param folder exists and is empty
     * @throws IOException if the file system refuses
     */
    void write(Path folder) throws IOException;
  }

  /**
   * The folder's path.
   *
   * @return with its scheme
   */
  public Path path() {
    return place;
  }

  /**
   * Whether there is a preparation.
   *
   * @return false also if there is a folder of that name which no run has made
   * @throws IOException if the file system fails
   */
  public boolean exists() throws IOException {
    return files.exists(new Path(place, MARK));
  }

  /**
   * Puts a preparation in the place of an earlier one.
   *
   * @param writer writes it
   * @throws CheckpointException if there is a folder of that name which no run has made, or the
   *     file system refuses
   */
  public void replace(Writer writer) {
    Path unfinished = CheckpointFolder.unfinished(checkpoints, NAME);
    try {
      try {
        files.mkdirs(unfinished);
        files.deleteOnExit(unfinished);
        writer.write(unfinished);
        files.create(new Path(unfinished, MARK), true).close();
        delete();
        if (files.exists(place) || !files.rename(unfinished, place)) {
          throw new IOException("it is there, but was not made by a run");
        }
      } finally {
        files.delete(unfinished, true);
        files.cancelDeleteOnExit(unfinished);
      }
    } catch (IOException | FSError failure) {
      throw new CheckpointException(
          "%s must be a folder that a run can write. It is not: %s. Set another checkpointPath"
              .formatted(place, failure.getMessage()),
          failure);
    }
  }

  /** Deletes the preparation, if there is one. */
  void delete() throws IOException {
    if (exists()) {
      files.delete(place, true);
    }
  }
}
