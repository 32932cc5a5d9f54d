package org.sparkdropout.files;

import java.io.Closeable;
import java.io.IOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Keeps other runs from a place for as long as it is open. A run that has died holds no lock.
 *
 * <p>The lock is a file, which closing deletes. On this machine's file system the operating system
 * locks the file, and lets go of it when the process ends. On others the owner writes to the file
 * every few seconds, and one that stays as it is for a minute is taken over.
 */
public interface PlaceLock extends Closeable {
  /**
   * Takes a lock. Waits for a minute where it has to see whether an owner still lives.
   *
   * @param file the lock's file, in a folder that exists; nobody else may write to it
   * @param files its file system
   * @return open until it is closed
   * @throws HeldException if another run holds it, in this process or elsewhere
   * @throws IOException if the file system refuses
   */
  static PlaceLock take(Path file, FileSystem files) throws IOException {
    if (RealPath.isLocal(files)) {
      try {
        return SystemLock.take(java.nio.file.Path.of(file.toUri().getPath()));
      } catch (UnlockableException none) { // such as on some network drives
        return HeartbeatLock.take(file, files, HeartbeatLock.Pace.USUAL);
      }
    }
    return HeartbeatLock.take(file, files, HeartbeatLock.Pace.USUAL);
  }

  /**
   * Checks that the lock is still this run's: one that stood still for a minute may have lost it.
   *
   * @throws HeldException if another run has taken it over
   * @throws IOException if the file system fails
   */
  void check() throws IOException;

  /** Another run has the lock. The message says which. */
  final class HeldException extends IOException {
    private static final long serialVersionUID = 1L;

    HeldException(String owner) {
      super(owner);
    }
  }

  /** The file system has no locks. */
  final class UnlockableException extends IOException {
    private static final long serialVersionUID = 1L;

    UnlockableException(IOException cause) {
      super(cause);
    }
  }
}
