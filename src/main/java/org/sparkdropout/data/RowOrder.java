package org.sparkdropout.data;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;

/** The order of packed rows: by position, then by content. Total up to rows that are the same. */
enum RowOrder implements Comparator<byte[]>, Serializable {
  /** The only instance. */
  BY_POSITION;

  @Override
  public int compare(byte[] left, byte[] right) {
    return Arrays.compareUnsigned(left, right);
  }
}
