package org.sparkdropout.compare;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Two networks measured on the same rows, in one pass over rows that hold both predictions. Rows
 * count that have a label and both predictions.
 *
 * @param first of one network
 * @param second of the other
 * @param verdict whether they differ
 */
record Paired(Quality first, Quality second, Verdict verdict) {

  /** Two networks of classes. */
  static Paired of(Dataset<Row> scored, Predictions first, Predictions second) {
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
        new Verdict.OfClasses(
            McNemar.of(found.getLong(6), found.getLong(7), found.getLong(8), found.getLong(9))));
  }

  /** Two networks of numbers, with the same column of labels. */
  static Paired of(Dataset<Row> scored, NumberPredictions first, NumberPredictions second) {
    PairedResiduals found =
        scored
            .select(first.labels(), first.predictions(), second.predictions())
            .toJavaRDD()
            .aggregate(new PairedResiduals(), PairedResiduals::add, PairedResiduals::add);
    return found.paired();
  }
}
