package org.sparkdropout.tensorboard;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.StreamCapabilities;

/**
 * Writes events to a folder so that they can be read at once: to one file, flushed each time; to
 * one file each time where what is not closed cannot be read, as in object stores. After a failure
 * the next events begin a new file. Not thread-safe.
 */
final class EventWriter implements Closeable {
  private final EventFolder folder;
  private Optional<FSDataOutputStream> open = Optional.empty();

  EventWriter(EventFolder folder) {
    this.folder = folder;
  }

  void write(byte[]... events) throws IOException {
    write(Arrays.asList(events));
  }

  void write(Collection<byte[]> events) throws IOException {
    try {
      FSDataOutputStream file = file();
      for (byte[] event : events) {
        file.write(EventRecords.record(event));
      }
      show(file);
    } catch (IOException | FSError failure) {
      abandon();
      throw failure;
    }
  }

  private FSDataOutputStream file() throws IOException {
    if (open.isEmpty()) {
      open = Optional.of(folder.create());
      open.get().write(EventRecords.record(Events.version()));
    }
    return open.get();
  }

  private void show(FSDataOutputStream file) throws IOException {
    if (file.hasCapability(StreamCapabilities.HSYNC)) {
      file.hflush();
    } else {
      close();
    }
  }

  /** What could not be written may be cut off in the middle of a record. */
  private void abandon() {
    try {
      close();
    } catch (IOException | FSError again) { // The first failure is the one that is told.
      open = Optional.empty();
    }
  }

  @Override
  public void close() throws IOException {
    if (open.isPresent()) {
      FSDataOutputStream file = open.get();
      open = Optional.empty();
      file.close();
    }
  }
}
