package org.sparkdropout.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A lock of the operating system, which ends with the process.
 *
 * <p>Only an owner deletes the file, and says so in it first: whoever has waited for a file that is
 * gone knows by this that it has to look again. Within a process a set keeps the places apart,
 * since the operating system does not, and since it gives a lock up as soon as the process closes
 * the file anywhere.
 */
final class SystemLock implements PlaceLock {
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();
  private static final String RELEASED = "released";
  private static final int MOST_OWNER_BYTES = 1000;

  /** So often a file may turn out to be gone; then its owner has died just before deleting it. */
  private static final int LOOKS = 20;

  private static final int PAUSE_MILLIS = 5;

  private final Path path;
  private final FileChannel channel;

  private SystemLock(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  static SystemLock take(Path path) throws IOException {
    if (!HELD_HERE.add(path)) {
      throw new HeldException("another run of this process has it");
    }
    SystemLock lock = null;
    try {
      lock = look(path);
      return lock;
    } finally {
      if (lock == null) {
        HELD_HERE.remove(path);
      }
    }
  }

  private static SystemLock look(Path path) throws IOException {
    for (int look = 1; ; look++) {
      FileChannel channel = open(path);
      boolean taken = false;
      try {
        boolean free = isFree(channel);
        String owner = read(channel);
        boolean isGone = owner.equals(RELEASED) && look < LOOKS;
        if (!isGone && !free) {
          throw new HeldException(owner.isEmpty() ? "another process has it" : owner);
        }
        if (!isGone) {
          write(channel, Owner.self());
          taken = true;
          return new SystemLock(path, channel);
        }
      } finally {
        if (!taken) {
          channel.close();
        }
      }
      pause();
    }
  }

  private static FileChannel open(Path path) throws IOException {
    return FileChannel.open(
        path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** Locks the file unless another process has. */
  private static boolean isFree(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (IOException none) {
      throw new UnlockableException(none);
    }
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(MOST_OWNER_BYTES);
    int count = channel.read(bytes, 0);
    return new String(bytes.array(), 0, Math.max(count, 0), StandardCharsets.UTF_8);
  }

  private static void write(FileChannel channel, String text) throws IOException {
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while taking a lock", interruption);
    }
  }

  /** The operating system takes no lock away. */
  @Override
  public void check() {}

  @Override
  public void close() throws IOException {
    if (!channel.isOpen()) {
      return;
    }
    try (channel) {
      write(channel, RELEASED);
      Files.deleteIfExists(path);
    } finally {
      HELD_HERE.remove(path);
    }
  }
}
