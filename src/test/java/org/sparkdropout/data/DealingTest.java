package org.sparkdropout.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DealingTest {
  private static SparkSession spark;
  private static JavaSparkContext context;

  @BeforeAll
  static void startSpark() {
    spark = LocalSpark.start("local[2,3]");
    context = LocalSpark.context(spark);
  }

  @AfterAll
  static void stopSpark() {
    spark.stop();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 64})
  void deal_shuffledAndRepartitioned_givesTheSameShards(int partitions) {
    Dealing dealing = new Dealing(42, 3);
    List<Example> rows = RandomExamples.withDuplicates(1, 500, 6, 300);
    DealtRows expected = DealtRows.of(dealing, context, rows, 2);

    List<Example> shuffled = RandomExamples.shuffled(rows, partitions);
    assertThat(DealtRows.of(dealing, context, shuffled, partitions)).isEqualTo(expected);
    JavaRDD<Example> repartitioned = context.parallelize(rows, 3).repartition(partitions);
    assertThat(DealtRows.of(dealing, repartitioned)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"1,1,1", "2,10,3", "3,64,64", "4,100,7", "5,5,16", "6,0,3"})
  void deal_anyNumberOfRows_losesNoneAndBalancesToOneRow(long seed, int rows, int replicas) {
    List<Example> examples = RandomExamples.withDuplicates(seed, rows, 5, 1 + rows / 2);
    DealtRows dealt = DealtRows.of(new Dealing(seed, replicas), context, examples, 4);

    assertThat(dealt.shards()).hasSize(replicas);
    for (int replica = 0; replica < replicas; replica++) {
      int longer = replica < rows % replicas ? 1 : 0;
      assertThat(dealt.shards().get(replica)).hasSize(rows / replicas + longer);
    }
    assertThat(dealt.sortedRows()).isEqualTo(DealtRows.sortedRows(examples));
  }

  @Test
  void deal_allRowsTheSame_spreadsThem() {
    List<Example> rows = Collections.nCopies(11, new Example(new float[] {1, 2}, 1, 0.5f));

    assertThat(DealtRows.of(new Dealing(1, 4), context, rows, 3).shards())
        .extracting(List::size)
        .containsExactly(3, 3, 3, 2);
  }

  @Test
  void deal_otherSeed_dealsTheSameRowsOtherwise() {
    List<Example> rows = RandomExamples.distinct(7, 100, 3);
    DealtRows one = DealtRows.of(new Dealing(1, 2), context, rows, 2);
    DealtRows other = DealtRows.of(new Dealing(2, 2), context, rows, 2);

    assertThat(other.shards()).isNotEqualTo(one.shards());
    assertThat(other.sortedRows()).isEqualTo(one.sortedRows());
    assertThat(other.fingerprint()).isEqualTo(one.fingerprint());
  }

  @Test
  void deal_otherReplicas_keepsTheFingerprintOfTheRows() {
    List<Example> rows = RandomExamples.withDuplicates(8, 50, 3, 20);
    String fingerprint = DealtRows.of(new Dealing(1, 1), context, rows, 2).fingerprint();

    assertThat(DealtRows.of(new Dealing(1, 5), context, rows, 2).fingerprint())
        .isEqualTo(fingerprint);
    assertThat(DealtRows.of(new Dealing(1, 1), context, rows.subList(1, 50), 2).fingerprint())
        .isNotEqualTo(fingerprint);
  }

  @Test
  void deal_tasksFailAndReadInAnotherOrder_givesTheSameShards() {
    Dealing dealing = new Dealing(9, 3);
    List<Example> rows = RandomExamples.distinct(9, 200, 4);
    DealtRows expected = DealtRows.of(dealing, context, rows, 4);

    JavaRDD<Example> unstable =
        context.parallelize(rows, 4).mapPartitions(DealingTest::failOnceThenReverse);
    assertThat(DealtRows.of(dealing, unstable)).isEqualTo(expected);
  }

  private static Iterator<Example> failOnceThenReverse(Iterator<Example> rows) {
    if (TaskContext.get().attemptNumber() == 0) {
      throw new IllegalStateException("This task fails once, on purpose");
    }
    List<Example> reversed = new ArrayList<>();
    rows.forEachRemaining(reversed::add);
    Collections.reverse(reversed);
    return reversed.iterator();
  }

  @Test
  void deal_shards_arePersistedAndDescribed() {
    List<Example> rows =
        List.of(
            new Example(new float[] {1, 2, 3}, 0, 0.5f),
            new Example(new float[] {4, 5, 6}, 1, 2f),
            new Example(new float[] {7, 8, 9}, 1, 0f));

    try (Shards shards = new Dealing(0, 2).deal(context.parallelize(rows))) {
      assertThat(shards.blocks().getStorageLevel()).isEqualTo(StorageLevel.MEMORY_AND_DISK());
      assertThat(shards.blocks().getNumPartitions()).isEqualTo(2);
      assertThat(shards.replicas()).isEqualTo(2);
      assertThat(shards.rows()).isEqualTo(3);
      assertThat(shards.rows(0)).isEqualTo(2);
      assertThat(shards.rows(1)).isEqualTo(1);
      assertThat(shards.width()).isEqualTo(3);
      assertThat(shards.weightSum()).isEqualTo(2.5);
    }
    assertThat(context.getPersistentRDDs()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 65537})
  void constructor_replicasOutsideTheirRange_isRefused(int replicas) {
    assertThatThrownBy(() -> new Dealing(0, replicas))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("replicas must be in [1, 65536]. Provided value: " + replicas);
  }
}
