package org.sparkdropout.prepare;

import java.io.Serializable;
import java.util.OptionalDouble;
import org.apache.spark.sql.types.DataType;

/**
 * A numeric or boolean column: one place in the vector of features.
 *
 * @param name in the table
 * @param type in training
 * @param surrogate stands in for a missing value; if empty, a missing value makes the row unfit
 * @param scale what the number, or its surrogate, becomes
 */
public record NumberColumn(String name, DataType type, OptionalDouble surrogate, SlotScale scale)
    implements EncodedColumn {
  @Override
  public int width() {
    return 1;
  }

  /** An optional number cannot be serialized. */
  private Object writeReplace() {
    return new Serialized(name, type, surrogate.isPresent(), surrogate.orElse(0), scale);
  }

  private record Serialized(
      String name, DataType type, boolean hasSurrogate, double surrogate, SlotScale scale)
      implements Serializable {
    private Object readResolve() {
      OptionalDouble value = hasSurrogate ? OptionalDouble.of(surrogate) : OptionalDouble.empty();
      return new NumberColumn(name, type, value, scale);
    }
  }
}
