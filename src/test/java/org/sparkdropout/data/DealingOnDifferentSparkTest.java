package org.sparkdropout.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class DealingOnDifferentSparkTest {
  private static final List<Example> ROWS = RandomExamples.withDuplicates(21, 300, 5, 200);

  @Test
  void deal_otherCoresOrSerializer_givesTheSameShards() {
    DealtRows onOneCore = dealtOn(LocalSpark.start("local[1]"));

    assertThat(onOneCore.sortedRows()).isEqualTo(DealtRows.sortedRows(ROWS));
    assertThat(dealtOn(LocalSpark.start("local[2]"))).isEqualTo(onOneCore);
    assertThat(dealtOn(LocalSpark.startWithKryo("local[2]"))).isEqualTo(onOneCore);
  }

  private static DealtRows dealtOn(SparkSession session) {
    try (session) {
      return DealtRows.of(new Dealing(5, 4), LocalSpark.context(session), ROWS, 6);
    }
  }

  @Test
  void read_withKryo_profilesAndDeals() {
    try (SparkSession spark = LocalSpark.startWithKryo("local[2]")) {
      Row unusable = TestTables.good(-1);
      Dataset<Row> table =
          TestTables.of(spark, TestTables.good(0), TestTables.good(1), unusable).repartition(3);
      ExampleReader reader =
          new ExampleReader(TestTables.COLUMNS, HandleInvalid.SKIP, ValidationSplit.none());

      Examples examples = reader.read(table);

      assertThat(examples.profile().defects()).containsExactly(entry(Defect.NEGATIVE_LABEL, 1L));
      try (Shards shards = examples.dealTraining(new Dealing(1, 2))) {
        assertThat(shards.rows()).isEqualTo(2);
      }
    }
  }
}
