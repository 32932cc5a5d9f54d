package org.sparkdropout.compare;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

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
                Predictions.rows(first.wrong()),
                sum(first.loss()),
                count(lit(1)),
                Predictions.rows(second.wrong()),
                sum(second.loss()),
                Predictions.rows(right.and(otherRight)),
                Predictions.rows(right.and(second.wrong())),
                Predictions.rows(first.wrong().and(otherRight)),
                Predictions.rows(first.wrong().and(second.wrong())))
            .first();
    return new Paired(
        Predictions.quality(found, 0),
        Predictions.quality(found, 3),
        McNemar.of(found.getLong(6), found.getLong(7), found.getLong(8), found.getLong(9)));
  }
}
