package org.sparkdropout.measure;

import java.math.BigDecimal;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;

/**
 * How well a network of classes does on some rows.
 *
 * @param rows the rows it gave an answer to
 * @param error the share of wrong predictions, in [0, 1]; NaN without rows
 * @param loss the mean cross-entropy, in nats; probabilities below 1e-15 count as that; NaN without
 *     rows
 */
public record ClassificationQuality(long rows, double error, double loss) implements Quality {
  /** The loss of a row, which is below 35. Sums have room for 10^14 rows. */
  static final DecimalType LOSS = DataTypes.createDecimalType(24, 18);

  /**
   * From exact sums.
   *
   * @param rows measured
   * @param wrong how many of them are wrong
   * @param lossSum of their losses; may be null without rows
   * @return the means
   */
  public static ClassificationQuality of(long rows, long wrong, BigDecimal lossSum) {
    return rows == 0
        ? new ClassificationQuality(0, Double.NaN, Double.NaN)
        : new ClassificationQuality(rows, (double) wrong / rows, lossSum.doubleValue() / rows);
  }
}
