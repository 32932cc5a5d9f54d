package org.sparkdropout.job;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.io.FilenameUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The format that a file of a table seems to have, by its first bytes or its name.
 *
 * @param file looked at
 * @param format as input.format names it
 */
record FormatGuess(Path file, String format) {
  private static final int LOOKED_AT = 64;
  private static final int LEVELS = 16;

  /** How files of binary formats begin. */
  private static final Map<String, String> MAGIC =
      Map.of("PAR1", "parquet", "ORC", "orc", "Obj\u0001", "avro");

  private static final Map<String, String> EXTENSIONS =
      Map.of(
          "csv", "csv", "tsv", "csv", "json", "json", "jsonl", "json", "ndjson", "json", "parquet",
          "parquet", "orc", "orc", "avro", "avro");

  /** Looks at the first file of a table; nothing if there is none, or it tells nothing. */
  static Optional<FormatGuess> of(String path, Configuration hadoop) {
    try {
      Path place = new Path(path);
      FileSystem files = place.getFileSystem(hadoop);
      Optional<Path> first = first(files, files.globStatus(place), LEVELS);
      return first.isPresent() ? guess(files, first.get()) : Optional.empty();
    } catch (IOException | IllegalArgumentException unreadable) { // which reading will report
      return Optional.empty();
    }
  }

  private static Optional<Path> first(FileSystem files, FileStatus[] found, int levels)
      throws IOException {
    if (found == null || levels == 0) {
      return Optional.empty();
    }
    List<FileStatus> visible =
        Arrays.stream(found)
            .filter(file -> !file.getPath().getName().matches("[_.][^=]*"))
            .filter(file -> file.isDirectory() || file.getLen() > 0)
            .sorted(Comparator.comparing(FileStatus::getPath))
            .toList();
    for (FileStatus file : visible) {
      Optional<Path> one =
          file.isFile()
              ? Optional.of(file.getPath())
              : first(files, files.listStatus(file.getPath()), levels - 1);
      if (one.isPresent()) {
        return one;
      }
    }
    return Optional.empty();
  }

  private static Optional<FormatGuess> guess(FileSystem files, Path file) throws IOException {
    byte[] start;
    try (InputStream bytes = files.open(file)) {
      start = bytes.readNBytes(LOOKED_AT);
    }
    String text = new String(start, StandardCharsets.ISO_8859_1);
    return MAGIC.keySet().stream()
        .filter(text::startsWith)
        .findFirst()
        .map(MAGIC::get)
        .or(() -> byName(file, text.stripLeading()))
        .map(format -> new FormatGuess(file, format));
  }

  private static Optional<String> byName(Path file, String text) {
    String extension = FilenameUtils.getExtension(file.getName()).toLowerCase(Locale.ROOT);
    Optional<String> named = Optional.ofNullable(EXTENSIONS.get(extension));
    if (text.startsWith("{") || text.startsWith("[")) {
      return Optional.of(named.filter("csv"::equals).orElse("json"));
    }
    return named.filter(format -> format.equals("csv"));
  }

  /**
   * Whether the file says so itself: by the mark that binary formats begin with, or by its name.
   */
  boolean isSure() {
    String extension = FilenameUtils.getExtension(file.getName()).toLowerCase(Locale.ROOT);
    return MAGIC.containsValue(format) || format.equals(EXTENSIONS.get(extension));
  }

  /** What a message says. */
  String remedy() {
    return "Its file %s seems to be %s. Set input.format = %s"
        .formatted(file.getName(), format, format);
  }
}
