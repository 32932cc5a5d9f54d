package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputTableTest {
  @TempDir private Path folder;

  @Test
  void readWithTest_mapColumn_dealsByTheOtherColumns() {
    String path = folder.resolve("table").toString();
    Dataset<Row> table =
        JobRun.spark().range(1000).selectExpr("id", "map('a', id) AS counts", "id % 2 AS label");
    table.write().parquet(path);
    Settings settings =
        Settings.read(
            Optional.empty(),
            List.of("input.path=" + path, "input.testFraction=0.25", "output.path=unused"));
    InputTable dealt = InputTable.readWithTest(JobRun.spark(), settings);
    Dataset<Row> test = dealt.test().orElseThrow();
    assertThat(dealt.rows().union(test).select("id").distinct().count()).isEqualTo(1000);
    // 5 standard deviations of a binomial of 1,000 trials at 0.25: 6e-7.
    assertThat(test.count()).isBetween(250 - 68L, 250 + 68L);
  }
}
