package org.sparkdropout.catalyst;

import org.apache.spark.rdd.InputFileBlockHolder;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The part of a file that a row comes from, which {@code input_file_name()} asks Spark for. Rows
 * are read ahead of the ones that are given out, so each batch keeps it, row by row.
 *
 * @param path empty where rows come from no file
 * @param start in bytes; -1 where unknown
 * @param length in bytes; -1 where unknown
 */
record InputFile(UTF8String path, long start, long length) {
  /** The one that this thread reads; the given object, if it is the same. */
  static InputFile current(InputFile last) {
    UTF8String path = InputFileBlockHolder.getInputFilePath();
    long start = InputFileBlockHolder.getStartOffset();
    long length = InputFileBlockHolder.getLength();
    boolean same =
        last != null && last.start == start && last.length == length && last.path.equals(path);
    return same ? last : new InputFile(path, start, length);
  }

  /** Has this thread's rows come from here. */
  void restore() {
    if (start < 0) {
      InputFileBlockHolder.unset();
    } else {
      InputFileBlockHolder.set(path.toString(), start, length);
    }
  }
}
