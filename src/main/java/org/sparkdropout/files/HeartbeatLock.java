package org.sparkdropout.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;
import java.util.UUID;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lock file that its owner writes anew all the time. Whoever wants it watches the file: one that
 * has changed has an owner who lives. Clocks of different machines are never compared.
 *
 * <p>A file system that creates a file for one of two at the same moment, as HDFS does, makes this
 * exact. On others the two may both get it, and the one that wrote first finds out at its next beat
 * or check.
 */
final class HeartbeatLock implements PlaceLock {
  private static final Logger LOG = LoggerFactory.getLogger(HeartbeatLock.class);
  private static final int MOST_OWNER_BYTES = 1000;

  private final FileSystem files;
  private final Path path;
  private final String token = UUID.randomUUID().toString();
  private final String owner = Owner.self();
  private final Timer beats = new Timer("spark-dropout-lock", true);
  private boolean open = true;
  private long beat;

  /**
   * How fast hearts beat.
   *
   * @param beat between two writes of an owner
   * @param look between two looks of another
   * @param patience after which a file that stays as it is has no owner any more
   */
  record Pace(Duration beat, Duration look, Duration patience) {
    static final Pace USUAL =
        new Pace(Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofMinutes(1));
  }

  private HeartbeatLock(Path path, FileSystem files) {
    this.path = path;
    this.files = files;
  }

  static HeartbeatLock take(Path path, FileSystem files, Pace pace) throws IOException {
    HeartbeatLock lock = new HeartbeatLock(path, files);
    boolean taken = false;
    try {
      while (!lock.create()) {
        lock.removeDead(pace);
      }
      lock.check();
      files.deleteOnExit(path);
      lock.beats.schedule(lock.task(), pace.beat().toMillis(), pace.beat().toMillis());
      taken = true;
      return lock;
    } finally {
      if (!taken) {
        lock.beats.cancel();
      }
    }
  }

  private TimerTask task() {
    return new TimerTask() {
      @Override
      public void run() {
        beat();
      }
    };
  }

  private boolean create() throws IOException {
    try (OutputStream out = files.create(path, false)) {
      out.write(text());
      return true;
    } catch (FileAlreadyExistsException taken) {
      return false;
    } catch (IOException failure) { // HDFS has its own word for it.
      if (files.exists(path)) {
        return false;
      }
      throw failure;
    }
  }

  private byte[] text() {
    return "%s %d %s".formatted(token, beat, owner).getBytes(StandardCharsets.UTF_8);
  }

  /** Returns when there is no file any more, or throws as soon as it changes. */
  private void removeDead(Pace pace) throws IOException {
    try {
      String first = read();
      LOG.info(
          "{} is there; waiting up to {} to see whether its owner lives", path, pace.patience());
      long began = System.nanoTime();
      while (System.nanoTime() - began < pace.patience().toNanos()) {
        sleep(pace.look());
        String now = read();
        if (!now.equals(first)) {
          throw new HeldException(ownerIn(now.isEmpty() ? first : now));
        }
      }
      moveAway(first);
    } catch (FileNotFoundException gone) {
      LOG.debug("{} is gone", path, gone);
    }
  }

  /** Of two that find the same file dead, one renames it. */
  private void moveAway(String dead) throws IOException {
    Path away = path.suffix("-" + token);
    if (files.rename(path, away)) {
      String moved = read(away);
      if (!moved.equals(dead)) { // Another has taken it in the meantime.
        files.rename(away, path);
        throw new HeldException(ownerIn(moved));
      }
      files.delete(away, false);
      LOG.info("The lock {} had no owner any more: {}", path, ownerIn(dead));
    }
  }

  private static String ownerIn(String text) {
    String[] parts = text.split(" ", 3);
    return parts.length == 3 ? parts[2] : "another process has it";
  }

  private String read() throws IOException {
    return read(path);
  }

  private String read(Path file) throws IOException {
    try (FSDataInputStream in = files.open(file)) {
      return new String(in.readNBytes(MOST_OWNER_BYTES), StandardCharsets.UTF_8);
    }
  }

  private static void sleep(Duration time) throws IOException {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for a lock", interruption);
    }
  }

  private synchronized void beat() {
    if (!open) {
      return;
    }
    try {
      check();
      beat++;
      try (OutputStream out = files.create(path, true)) {
        out.write(text());
      }
    } catch (HeldException | FileNotFoundException lost) {
      LOG.warn("The lock {} is lost", path, lost);
      end();
    } catch (IOException failure) {
      LOG.warn("Cannot write the lock {}; trying again", path, failure);
    }
  }

  @Override
  public synchronized void check() throws IOException {
    String text = read();
    if (!text.startsWith(token)) {
      throw new HeldException(ownerIn(text));
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (open) {
      end();
      check();
      files.delete(path, false);
    }
  }

  private void end() {
    open = false;
    beats.cancel();
    files.cancelDeleteOnExit(path);
  }
}
