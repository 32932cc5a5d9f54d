package org.sparkdropout.compare;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * Two networks measured on the same rows, in one pass over rows that hold both predictions.
 *
 * @param first of one network
 * @param second of the other
 * @param test whether they differ
 */
record Paired(Quality first, Quality second, McNemar test) {

  static Paired measure(Dataset<Row> scored, Predictions first, Predictions second) {
    Column right = not(first.wrong());
    Column otherRight = not(second.wrong());
    Row found =
        scored
            .filter(first.measurable().and(second.measurable()))
            .agg(
                count(lit(1)),
                avg(first.wrong().cast(DataTypes.DoubleType)),
                avg(first.loss()),
                count(lit(1)),
                avg(second.wrong().cast(DataTypes.DoubleType)),
                avg(second.loss()),
                rows(right.and(otherRight)),
                rows(right.and(second.wrong())),
                rows(first.wrong().and(otherRight)),
                rows(first.wrong().and(second.wrong())))
            .first();
    return new Paired(
        Predictions.quality(found, 0),
        Predictions.quality(found, 3),
        McNemar.of(found.getLong(6), found.getLong(7), found.getLong(8), found.getLong(9)));
  }

  private static Column rows(Column holds) {
    return coalesce(sum(holds.cast(DataTypes.LongType)), lit(0L));
  }
}
