package org.sparkdropout.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The files of one folder, written with and read against their size and SHA-256. */
final class CheckedFiles {
  private static final long LARGEST_JSON = 1L << 28;

  private final Path folder;
  private final Configuration configuration;

  CheckedFiles(Path folder, Configuration configuration) {
    this.folder = folder;
    this.configuration = configuration;
  }

  /** Writes to a stream. */
  interface Writer {
    void write(OutputStream out) throws IOException;
  }

  /** Reads from a stream of a size that has been checked. */
  interface Reader<T> {
    T read(InputStream in) throws IOException;
  }

  /** The full name of a file, for messages. */
  String name(String file) {
    return new Path(folder, file).toString();
  }

  /** Writes a new file; returns its size and checksum. */
  Manifest.Entry write(String file, Writer writer) throws IOException {
    Sha256 sha = new Sha256();
    try (OutputStream out = sha.of(fileSystem().create(new Path(folder, file), false))) {
      writer.write(out);
    }
    return new Manifest.Entry(length(file), sha.hex());
  }

  /** Checks that a file is there. */
  void require(String file) throws IOException {
    FileSystem files = fileSystem();
    if (!files.exists(folder)) {
      throw new ModelFormatException(
          "A model folder must exist. Provided: %s. Check the path".formatted(folder));
    }
    if (!files.exists(new Path(folder, file))) {
      throw new ModelFormatException(
          "A model folder must hold %s. %s does not: it is no model of Spark Dropout, or saving it did not finish. Save the model again, or name the folder of another"
              .formatted(file, folder));
    }
  }

  /** The bytes of a JSON file whose checksum is not known. */
  byte[] readUnchecked(String file) throws IOException {
    long length = checkJsonLength(file, length(file));
    return open(file, in -> in.readNBytes((int) length));
  }

  /** The bytes of a JSON file. */
  byte[] readJson(String file, Manifest.Entry entry) throws IOException {
    long length = checkJsonLength(file, entry.bytes());
    return read(file, entry, in -> in.readNBytes((int) length));
  }

  /** Reads a file after its size, and before its checksum is checked. */
  <T> T read(String file, Manifest.Entry entry, Reader<T> reader) throws IOException {
    require(file);
    if (length(file) != entry.bytes()) {
      throw new ModelFormatException(
          "%s must have %d bytes. It has %d: the file is truncated or not the model's. Copy or save the model again"
              .formatted(name(file), entry.bytes(), length(file)));
    }
    Sha256 sha = new Sha256();
    T content = open(file, in -> reader.read(sha.of(in)));
    String found = sha.hex();
    if (!found.equals(entry.sha256())) {
      throw changed(file, "It has " + found, entry.sha256(), null);
    }
    return content;
  }

  private <T> T open(String file, Reader<T> reader) throws IOException {
    try (InputStream in = fileSystem().open(new Path(folder, file))) {
      return reader.read(in);
    } catch (ChecksumException e) {
      throw changed(file, "The file system's own checksum fails", "that it was saved with", e);
    }
  }

  private ModelFormatException changed(
      String file, String found, String expected, ChecksumException cause) {
    return new ModelFormatException(
        "%s must have the SHA-256 %s. %s: the file has changed since it was saved. Copy or save the model again"
            .formatted(name(file), expected, found),
        cause);
  }

  private long checkJsonLength(String file, long length) {
    if (length < 0 || length > LARGEST_JSON) {
      throw new ModelFormatException(
          "%s must have at most %d bytes. Stated: %d. Copy or save the model again"
              .formatted(name(file), LARGEST_JSON, length));
    }
    return length;
  }

  private long length(String file) throws IOException {
    return fileSystem().getFileStatus(new Path(folder, file)).getLen();
  }

  private FileSystem fileSystem() throws IOException {
    return folder.getFileSystem(configuration);
  }
}
