package org.sparkdropout.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparkdropout.ml.DropoutClassifier;
import org.sparkdropout.testing.SparkTest;

@SparkTest
class ScoringQueryTest {
  private static final int ROWS = 60;
  private static final int COLUMNS = 12;

  @TempDir private Path folder;

  @Test
  void queries_ofBothModels_giveTheSameRowsAndColumns(SparkSession spark) {
    Dataset<Row> table = table(spark);
    assertThat(table.columns()).hasSize(COLUMNS);
    Stream.<Transformer>of(
            new DropoutClassifier().setHiddenLayers(3).setMaxIter(0).setReplicas(1).fit(table),
            new LogisticRegression().setMaxIter(1).fit(table))
        .map(model -> model.transform(table))
        .forEach(
            scored -> {
              assertAnswer(scored, ScoringQuery.PREDICTIONS, ROWS, 2);
              assertAnswer(scored, ScoringQuery.ONE_ROW, 1, COLUMNS + 3);
              assertAnswer(scored, ScoringQuery.IDS, ROWS, 1);
              assertAnswer(scored, ScoringQuery.ALL, ROWS, COLUMNS + 3);
              assertThat(ScoringQuery.COUNT.of(scored).first().getLong(0)).isEqualTo(ROWS);
              ScoringQuery.ALL.run(scored);
            });
  }

  private static void assertAnswer(Dataset<Row> scored, ScoringQuery query, int rows, int columns) {
    Dataset<Row> answer = query.of(scored);
    assertThat(answer.columns()).as(query.text()).hasSize(columns);
    assertThat(answer.collectAsList()).as(query.text()).hasSize(rows);
  }

  private Dataset<Row> table(SparkSession spark) {
    String path = folder.resolve("table").toString();
    QueriedTable.write(spark, path, ROWS, COLUMNS, 4);
    return spark.read().parquet(path);
  }

  @Test
  void table_ofTooFewColumns_isRefused(SparkSession spark) {
    assertThatThrownBy(() -> QueriedTable.write(spark, folder + "/few", 10, 2, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--columns must be at least 3: id, label and features. Provided value: 2");
  }
}
