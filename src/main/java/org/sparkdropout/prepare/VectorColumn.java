package org.sparkdropout.prepare;

import java.util.List;
import org.apache.spark.sql.types.DataType;

/**
 * A column of Spark ML vectors or of arrays of numbers, all of one length: a place for each entry.
 * An entry that is missing makes the row unfit.
 *
 * @param name in the table
 * @param type in training
 * @param scales what each entry becomes
 */
public record VectorColumn(String name, DataType type, List<SlotScale> scales)
    implements EncodedColumn {
  /**
   * Copies the scales.
   *
   * @param name see above
   * @param type see above
   * @param scales see above
   */
  public VectorColumn {
    scales = List.copyOf(scales);
  }

  @Override
  public int width() {
    return scales.size();
  }
}
