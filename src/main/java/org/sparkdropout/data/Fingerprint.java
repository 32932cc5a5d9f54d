package org.sparkdropout.data;

import java.io.Serializable;

/**
 * A hash of a multiset of rows: the content hashes added modulo 2^128, and the number of rows.
 * Independent of order, and so of partitions, seed and replicas. It tells data sets apart by
 * accident, not against someone who wants two to look the same.
 *
 * <p>Immutable; no record, so that Kryo can write it as well.
 */
final class Fingerprint implements Serializable {
  static final Fingerprint EMPTY = new Fingerprint(0, 0, 0);
  private static final long serialVersionUID = 1L;

  private final long high;
  private final long low;
  private final long rows;

  private Fingerprint(long high, long low, long rows) {
    this.high = high;
    this.low = low;
    this.rows = rows;
  }

  /** This multiset with one more row. */
  Fingerprint plus(ContentHash row) {
    return plus(row.high(), row.low(), 1);
  }

  /** The union of two multisets. */
  Fingerprint plus(Fingerprint other) {
    return plus(other.high, other.low, other.rows);
  }

  private Fingerprint plus(long otherHigh, long otherLow, long otherRows) {
    long sum = low + otherLow;
    long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
    return new Fingerprint(high + otherHigh + carry, sum, rows + otherRows);
  }

  /** 48 hexadecimal digits: 32 of the sum, 16 of the number of rows. */
  String hex() {
    return "%016x%016x%016x".formatted(high, low, rows);
  }
}
