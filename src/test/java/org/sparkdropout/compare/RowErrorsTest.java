package org.sparkdropout.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.sparkdropout.ml.DropoutClassificationModel;
import org.sparkdropout.ml.DropoutClassifier;
import org.sparkdropout.testing.SparkTest;

@SparkTest
class RowErrorsTest {
  private static final int RUNS = 24;

  private static Dataset<Row> table(SparkSession spark) {
    List<Row> rows =
        IntStream.range(0, 60)
            .mapToObj(i -> RowFactory.create(Vectors.dense(i % 7, i % 5), (double) (i % 2)))
            .toList();
    StructType type =
        new StructType().add("features", SQLDataTypes.VectorType()).add("label", "double");
    return spark.createDataFrame(rows, type).repartition(3);
  }

  /** Plans of nested caches double with every run, which ends after some twenty of them. */
  @Test
  void add_manyRuns_keepsTheirErrorsAndAShortPlan(SparkSession spark) {
    Dataset<Row> test = table(spark);
    DropoutClassifier classifier = new DropoutClassifier().setHiddenLayers(4).setMaxIter(1);
    RunColumns columns = RunColumns.of(classifier);
    columns.nameIn(classifier);
    DropoutClassificationModel model = classifier.setReplicas(1).fit(test);
    RowErrors errors = new RowErrors(test, columns);
    List<Integer> lengths = new ArrayList<>();
    Dataset<Row> kept = test;
    for (int run = 0; run < RUNS; run++) {
      kept = errors.add("run" + run, model);
      lengths.add(kept.queryExecution().toString().length());
    }
    long wrong = model.transform(test).filter("compare_prediction <> label").count();
    assertThat(wrong).isPositive();
    for (int run : new int[] {0, RUNS - 1}) {
      assertThat(kept.filter("compare_error_run" + run + " = 1").count()).isEqualTo(wrong);
      assertThat(kept.filter("compare_error_run" + run + " = 0").count()).isEqualTo(60 - wrong);
    }
    assertThat(lengths.get(RUNS - 1)).isLessThan(RUNS * lengths.get(0));
    errors.free();
  }
}
