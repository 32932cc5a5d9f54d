package org.sparkdropout.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.CRC32VerifyingInputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * A zip from outside, in memory. Each entry is read by its name, and no further than its reader
 * allows: a zip of a few kilobytes can hold entries of many gigabytes.
 */
public final class BoundedZip implements AutoCloseable {
  private final ZipFile zip;

  private BoundedZip(ZipFile zip) {
    this.zip = zip;
  }

  /**
   * Opens a zip.
   *
   * @param bytes all of its bytes, which nobody may write to
   * @return to be closed
   * @throws IOException if it is no zip, or not whole
   */
  public static BoundedZip open(byte[] bytes) throws IOException {
    return new BoundedZip(new ZipFile(new SeekableInMemoryByteChannel(bytes)));
  }

  /**
   * Whether bytes are a zip.
   *
   * @param bytes of a file
   * @return true if they start like one
   */
  public static boolean isZip(byte[] bytes) {
    return bytes.length > 4 && bytes[0] == 'P' && bytes[1] == 'K' && bytes[2] == 3 && bytes[3] == 4;
  }

  /**
   * Whether bytes are a zip with such an entry.
   *
   * @param bytes of a file
   * @param name of the entry
   * @return false too if the zip is damaged
   */
  public static boolean hasEntry(byte[] bytes, String name) {
    if (!isZip(bytes)) {
      return false;
    }
    try (BoundedZip zip = open(bytes)) {
      return zip.names().contains(name);
    } catch (IOException damaged) {
      return false;
    }
  }

  /**
   * The names of all entries.
   *
   * @return in the order of the zip
   */
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    zip.getEntries().asIterator().forEachRemaining(entry -> names.add(entry.getName()));
    return names;
  }

  /**
   * How long an entry says it is.
   *
   * @param name of an entry
   * @return its claim, at which reading ends
   * @throws IOException if there is none, or more than one
   */
  public long size(String name) throws IOException {
    return only(name).getSize();
  }

  /**
   * Reads an entry.
   *
   * @param name of an entry
   * @param most how many bytes it may have
   * @return its bytes
   * @throws IOException if there is none or more than one, if it claims to be longer, or if it has
   *     other bytes than it claims
   */
  public byte[] read(String name, long most) throws IOException {
    ZipArchiveEntry entry = only(name);
    long size = entry.getSize();
    if (size < 0 || size > most) {
      throw new IOException(
          "its entry %s claims %d bytes, and may have %d at most".formatted(name, size, most));
    }
    // It ends at the claimed size, and fails if the bytes until then are not those claimed.
    try (InputStream in =
        new CRC32VerifyingInputStream(zip.getInputStream(entry), size, entry.getCrc())) {
      byte[] bytes = in.readAllBytes();
      if (bytes.length != size) {
        throw new IOException(
            "its entry %s claims %d bytes, and has %d".formatted(name, size, bytes.length));
      }
      return bytes;
    }
  }

  private ZipArchiveEntry only(String name) throws IOException {
    long count = StreamSupport.stream(zip.getEntries(name).spliterator(), false).count();
    if (count != 1) {
      throw new IOException("it must have one entry %s. It has %d".formatted(name, count));
    }
    return zip.getEntry(name);
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
