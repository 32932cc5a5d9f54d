package org.sparkdropout.compare;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.util.QuotingUtils;
import org.sparkdropout.data.InvalidDataException;

/**
 * Some of the training rows, for arms that train on fewer. Those of a seed are nested: fewer rows
 * are among more. They depend on the seed and on what the rows hold, and not on their order. Rows
 * that are alike stay together, so that there may be a few more than asked for.
 */
final class TrainingRows {
  private TrainingRows() {}

  /**
   * The training rows of a run.
   *
   * @throws InvalidDataException if there are fewer than the arm asks for
   */
  static Dataset<Row> of(Dataset<Row> all, Arm arm, long seed) {
    long wanted = arm.beside().trainingRows();
    if (wanted == 0) {
      return all;
    }
    long found = all.count();
    if (found < wanted) {
      throw new InvalidDataException(
          "trainingRows must be at most the %,d training rows. Provided value: %,d, of the arm \"%s\". Lower it, or give more rows"
              .formatted(found, wanted, arm.name()));
    }
    Column[] cells =
        Stream.concat(
                Stream.of(lit(seed)),
                Stream.of(arm.estimator().getFeaturesCol(), arm.estimator().getLabelCol())
                    .map(name -> all.col(QuotingUtils.quoteIdentifier(name))))
            .toArray(Column[]::new);
    Column hash = xxhash64(cells);
    long last =
        all.select(hash.as("hash"))
            .orderBy("hash")
            .limit(Math.toIntExact(wanted))
            .agg(max("hash"))
            .first()
            .getLong(0);
    return all.where(hash.leq(last));
  }
}
