package org.sparkdropout.fit;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeapSizesTest {
  @ParameterizedTest
  @CsvSource({"4096, 4294967296", "4g, 4294967296", "512m, 536870912"})
  void executor_withOrWithoutAUnit_isReadAsSparkDoes(String given, long bytes) {
    SparkConf conf = new SparkConf(false).set("spark.executor.memory", given);
    assertThat(HeapSizes.executor(conf)).isEqualTo(bytes);
  }

  @Test
  void executor_notSet_isSparksDefault() {
    assertThat(HeapSizes.executor(new SparkConf(false))).isEqualTo(1L << 30);
  }
}
