package org.sparkdropout.compare;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.sparkdropout.measure.NumberPredictions;

/** Measures runs that predict numbers, in one pass. Sums are exact. */
final class NumberRuns {
  private final RunGrid grid;
  private final String label;

  NumberRuns(RunGrid grid, String label) {
    this.grid = grid;
    this.label = label;
  }

  MeasuredRuns measure(Dataset<Row> scored) {
    List<Column> columns = new ArrayList<>();
    columns.add(new NumberPredictions(label, label).labels());
    grid.runs().forEach(run -> columns.add(run.columns().numbers(label).predictions()));
    return scored
        .select(columns.toArray(Column[]::new))
        .toJavaRDD()
        .aggregate(
            new NumberRunSums(grid.arms(), grid.seeds()), NumberRunSums::add, NumberRunSums::add)
        .measured();
  }
}
