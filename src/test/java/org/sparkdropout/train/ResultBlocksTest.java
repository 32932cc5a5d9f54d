package org.sparkdropout.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sparkdropout.testing.SparkTest;

@SparkTest
class ResultBlocksTest {
  private static JavaSparkContext context;

  @BeforeAll
  static void takeSpark(SparkSession session) {
    context = JavaSparkContext.fromSparkContext(session.sparkContext());
  }

  private static JavaRDD<float[]> results(LongAccumulator computed) {
    return context
        .parallelize(List.of(1f, 2f, 3f), 3)
        .map(
            value -> {
              computed.add(1);
              return new float[] {value, -value};
            });
  }

  @Test
  void collect_givesTheElementsInOrderAndComputesEachOnce() {
    LongAccumulator computed = context.sc().longAccumulator();
    JavaRDD<float[]> results = results(computed);
    assertThat(ResultBlocks.collect(results))
        .containsExactly(new float[] {1, -1}, new float[] {2, -2}, new float[] {3, -3});
    assertThat(computed.value()).isEqualTo(3);
    assertThat(results.getStorageLevel()).isEqualTo(StorageLevel.NONE());
  }

  @Test
  void result_ofALostBlock_isComputedAgain() {
    LongAccumulator computed = context.sc().longAccumulator();
    JavaRDD<float[]> results = results(computed).persist(StorageLevel.MEMORY_AND_DISK());
    results.count();
    results.unpersist(true);
    ResultBlocks.Fetching<float[]> fetching = new ResultBlocks.Fetching<>(results, Runnable::run);
    fetching.apply(1, 1);
    assertThat(fetching.result(1)).containsExactly(2, -2);
    assertThat(computed.value()).isEqualTo(4);
  }
}
