package org.sparkdropout.inspect;

import static org.apache.spark.sql.functions.xxhash64;

import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.util.QuotingUtils;
import org.sparkdropout.catalyst.FeatureCheck;

/**
 * Some rows of a table: those whose features have the least hashes (xxHash64). So the choice
 * depends on the rows alone, and not on their order, files or partitions.
 */
public final class SampledRows {
  /** The most rows that are chosen. */
  public static final int MOST = 1000;

  /** The most features that are fetched from the cluster: 64 MB. */
  private static final int MOST_VALUES = 1 << 23;

  private SampledRows() {}

  /**
   * Chooses rows. Runs a job.
   *
   * @param table with a column of vectors
   * @param features the name of that column
   * @return the features of at most {@value #MOST} rows, fewer where they are very wide; without
   *     rows that no network takes, as they have no vector or a value that is not finite
   */
  public static List<Vector> of(Dataset<Row> table, String features) {
    Column column = table.col(QuotingUtils.quoteIdentifier(features));
    Dataset<Row> vectors = table.select(column).where(column.isNotNull());
    if (vectors.isEmpty()) {
      return List.of();
    }
    int width = vector(vectors.first()).size();
    FeatureCheck check = new FeatureCheck(features, width, List.of());
    int most = Math.max(1, Math.min(MOST, MOST_VALUES / Math.max(1, width)));
    return vectors.orderBy(xxhash64(column)).limit(most).collectAsList().stream()
        .map(SampledRows::vector)
        .filter(vector -> vector.size() == width && check.problem(vector).isEmpty())
        .toList();
  }

  private static Vector vector(Row row) {
    return row.getAs(0);
  }
}
