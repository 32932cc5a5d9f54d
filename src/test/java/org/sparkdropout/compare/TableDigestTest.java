package org.sparkdropout.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.sparkdropout.testing.SparkTest;

@SparkTest
class TableDigestTest {
  private static Dataset<Row> table(SparkSession spark) {
    return spark.range(3000).selectExpr("id AS `a.b`", "cast(id AS string) AS text", "id / 7 AS x");
  }

  private static TableDigest digest(Dataset<Row> table) {
    return TableDigest.of(table, "training");
  }

  @Test
  void of_anyOrderAndPartitions_isTheSame(SparkSession spark) {
    TableDigest digest = digest(table(spark));
    assertThat(digest.rows()).isEqualTo(3000);
    assertThat(digest.hash()).matches("[0-9a-f]{16}");
    assertThat(digest(table(spark).repartition(7))).isEqualTo(digest);
    assertThat(digest(table(spark).orderBy("text"))).isEqualTo(digest);
  }

  /** The sum of 3,000 hashes passes 2^64 hundreds of times. */
  @Test
  void of_rows_isTheSumOfTheirHashes(SparkSession spark) {
    long sum =
        table(spark).selectExpr("xxhash64(`a.b`, text, x) AS h").collectAsList().stream()
            .mapToLong(row -> row.getLong(0))
            .sum();
    assertThat(digest(table(spark)).hash()).isEqualTo("%016x".formatted(sum));
  }

  @Test
  void of_otherRows_isAnother(SparkSession spark) {
    List<String> hashes = new ArrayList<>();
    hashes.add(digest(table(spark)).hash());
    hashes.add(digest(table(spark).selectExpr("`a.b`", "text", "if(x = 1, 2, x) AS x")).hash());
    hashes.add(digest(table(spark).where("`a.b` <> 2999")).hash());
    hashes.add(digest(table(spark).union(table(spark).limit(1))).hash());
    hashes.add(digest(table(spark).union(table(spark))).hash());
    assertThat(hashes).doesNotHaveDuplicates();
  }

  @Test
  void of_columnsThatCannotBeHashed_areLeftOut(SparkSession spark) {
    Dataset<Row> maps = spark.sql("SELECT map('a', id) AS m, id FROM range(5)");
    assertThat(digest(maps)).isEqualTo(digest(maps.select("id")));
    assertThat(digest(maps.select("m"))).isEqualTo(new TableDigest(5, "0000000000000000"));
  }

  @Test
  void of_noRows_isZero(SparkSession spark) {
    assertThat(digest(table(spark).where("false"))).isEqualTo(new TableDigest(0, "0".repeat(16)));
  }
}
