package org.sparkdropout.job;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.ShutdownHookManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sparkdropout.files.PlaceLock;
import org.sparkdropout.redact.Redaction;

/**
 * An output folder that is there whole or not at all: written beside its place, as {@code
 * <path>.tmp-<random>}, and renamed into it at the end.
 *
 * <p>What is not published is deleted when this is closed, and when the process is ended by a
 * signal. Of two jobs with one place the later is refused. Use on one thread; a signal may come at
 * any time.
 */
final class StagedOutput implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(StagedOutput.class);

  /** After Spark has stopped (40), so that no task writes on; before file systems close (10). */
  private static final int HOOK_PRIORITY = 20;

  private final OutputPlace target;
  private final FileSystem files;
  private final Path staging;
  private final Redaction redaction;
  private final Runnable hook = this::end;
  private PlaceLock lock;
  private Publication publication;
  private boolean ended;

  private StagedOutput(OutputPlace target, Redaction redaction) {
    this.target = target;
    this.redaction = redaction;
    this.files = target.files();
    this.staging = Publication.beside(target.real(), Publication.STAGING);
  }

  /**
   * Checks that an output can be written, and makes the folder to write it in.
   *
   * @param settings {@code output.path} and {@code output.overwrite}
   * @param hadoop the file systems
   * @throws SettingsException if there is an output already that must not be replaced, or no
   *     permission to write
   * @throws OutputException if the disk is full
   */
  static StagedOutput open(Settings settings, Configuration hadoop) {
    try {
      StagedOutput output =
          new StagedOutput(OutputPlace.of(settings, hadoop), settings.redaction());
      output.target.checkInputs();
      output.begin(settings.flag("output.overwrite"));
      return output;
    } catch (IOException | IllegalArgumentException failure) {
      if (Shortage.isOfRoom(failure)) {
        throw new OutputException(
            "output.path must be on a disk with room. Provided: %s (%s). Free space there, or set another"
                .formatted(settings.text(OutputPlace.KEY), failure.getMessage()),
            failure);
      }
      throw new SettingsException(
          "output.path must be writable. Provided: %s (%s). Set it to a folder you may write to"
              .formatted(settings.text(OutputPlace.KEY), failure.getMessage()),
          failure);
    }
  }

  private void begin(boolean overwrite) throws IOException {
    ShutdownHookManager.get().addShutdownHook(hook, HOOK_PRIORITY);
    boolean begun = false;
    try {
      check(Occupant.at(target.real(), files), overwrite); // Before anything is made or waited for.
      makeFolder(target.real().getParent());
      takeLock();
      new KilledOutputs(files, target.real()).tidy();
      Occupant earlier = Occupant.at(target.real(), files);
      check(earlier, overwrite);
      makeFolder(staging);
      publication = new Publication(files, target.real(), earlier);
      begun = true;
    } finally {
      if (!begun) {
        close();
      }
    }
  }

  private void check(Occupant earlier, boolean overwrite) {
    if (earlier.kind() == Occupant.Kind.NOTHING) {
      return;
    }
    if (!overwrite) {
      throw new SettingsException(
          "output.path must not exist. Provided: %s. Set another, or output.overwrite = true"
              .formatted(place()));
    }
    if (!earlier.kind().isReplaceable()) {
      throw new SettingsException(
          ("output.overwrite replaces only what a job has written. %s does not hold the file %s. Set"
                  + " another output.path, or remove it by hand")
              .formatted(place(), Occupant.MARK));
    }
  }

  private synchronized void takeLock() throws IOException {
    Path place = target.real();
    Path file = new Path(place.getParent(), "." + place.getName() + ".lock");
    try {
      lock = PlaceLock.take(file, files);
    } catch (PlaceLock.HeldException held) {
      throw new SettingsException(
          "output.path must be written by one job at a time. Provided: %s (%s). Wait until that job has ended, or set another"
              .formatted(place(), held.getMessage()),
          held);
    }
  }

  private void makeFolder(Path folder) throws IOException {
    try {
      if (!files.mkdirs(folder)) {
        throw new IOException("Cannot make the folder " + place());
      }
    } catch (IOException failure) { // People know nothing of the folder beside theirs.
      String message = String.valueOf(failure.getMessage());
      throw new IOException(message.replace(staging.getName(), target.real().getName()), failure);
    }
  }

  /** The final place as the user wrote it, with its scheme. */
  Path place() {
    return target.given();
  }

  /** A path in the folder to write in. */
  Path file(String name) {
    return new Path(staging, name);
  }

  /** What keeps secrets out of its files. */
  Redaction redaction() {
    return redaction;
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
   * Moves the folder to its place.
   *
   * @throws OutputException if what stands there is not what stood there when this was opened, or
   *     the file system refuses; the folder then stays under a name that the message gives
   */
  synchronized void publish() {
    if (ended) { // What was written is gone.
      throw new IllegalStateException("The job has been interrupted");
    }
    try {
      files.create(file(Occupant.MARK), true).close();
      target.checkAgain();
      lock.check();
      publication.move(staging);
    } catch (IOException | SettingsException | FSError failure) {
      throw publication.keep(staging, place(), failure);
    } finally {
      ended = true;
    }
  }

  private synchronized void end() {
    try {
      if (!ended) {
        files.delete(staging, true);
      }
    } catch (IOException failure) {
      LOG.warn("Cannot delete {}; remove it by hand", staging, failure);
    }
    ended = true;
    releaseLock();
  }

  private void releaseLock() {
    try {
      if (lock != null) {
        lock.close();
      }
    } catch (IOException failure) {
      LOG.warn("Cannot let go of the lock of {}", place(), failure);
    }
  }

  /** Deletes what was not published. */
  @Override
  public void close() {
    if (!ShutdownHookManager.get().isShutdownInProgress()) {
      ShutdownHookManager.get().removeShutdownHook(hook);
      end();
    }
  }
}
