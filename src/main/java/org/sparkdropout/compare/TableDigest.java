package org.sparkdropout.compare;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.util.QuotingUtils;
import org.apache.spark.sql.types.DecimalType;
import org.sparkdropout.monitor.Described;

/**
 * Which rows a table has, whatever their order, files and partitions. It tells tables apart by
 * accident, not against someone who wants two to look the same.
 *
 * @param rows how many
 * @param hash 16 hexadecimal digits: the xxHash64 of each row's columns, added modulo 2^64. Columns
 *     that hold maps, which Spark does not hash, are left out
 */
public record TableDigest(long rows, String hash) {
  private static final DecimalType WIDE = new DecimalType(20, 0);
  private static final int HASH_BITS = 64;

  /**
   * Reads a table. Runs a job.
   *
   * @param table with at least one column
   * @param name what it is, for Spark's pages
   * @return its digest
   */
  public static TableDigest of(Dataset<Row> table, String name) {
    Column[] columns =
        Arrays.stream(table.schema().fields())
            .filter(field -> !field.dataType().catalogString().contains("map<"))
            .map(field -> table.col(QuotingUtils.quoteIdentifier(field.name())))
            .toArray(Column[]::new);
    Column hash = columns.length == 0 ? lit(0L) : xxhash64(columns);
    Row found =
        Described.job(
            table.sparkSession().sparkContext(),
            "fingerprint of %s rows".formatted(name),
            "hash rows",
            () -> table.agg(count(lit(1)), sum(hash.cast(WIDE))).first());
    BigInteger sum = found.isNullAt(1) ? BigInteger.ZERO : whole(found.getDecimal(1));
    return new TableDigest(
        found.getLong(0), "%016x".formatted(sum.mod(BigInteger.ONE.shiftLeft(HASH_BITS))));
  }

  private static BigInteger whole(BigDecimal number) {
    return number.toBigIntegerExact();
  }
}
