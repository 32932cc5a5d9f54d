package org.sparkdropout.compare;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.sparkdropout.compare.MeasuredRuns.AgainstBaseline;
import org.sparkdropout.measure.ClassificationQuality;
import org.sparkdropout.measure.Predictions;
import org.sparkdropout.measure.Quality;

/** Measures runs that predict classes, in one pass. Sums are of whole numbers and so exact. */
final class ClassRuns {
  private static final int OF_A_RUN = 2;
  private static final int OF_AN_ARM = 6;

  private final RunGrid grid;
  private final List<Predictions> columns;

  ClassRuns(RunGrid grid, String label) {
    this.grid = grid;
    this.columns = grid.runs().stream().map(run -> run.columns().classes(label)).toList();
  }

  MeasuredRuns measure(Dataset<Row> scored) {
    Column measurable =
        columns.stream().map(Predictions::measurable).reduce(Column::and).orElseThrow();
    List<Column> sums = new ArrayList<>();
    columns.forEach(run -> sums.addAll(List.of(Predictions.rows(run.wrong()), sum(run.loss()))));
    grid.others().forEach(arm -> sums.addAll(against(arm)));
    Row found = scored.filter(measurable).agg(count(lit(1)), sums.toArray(Column[]::new)).first();
    List<Quality> qualities =
        IntStream.range(0, columns.size()).mapToObj(run -> quality(found, run)).toList();
    return new MeasuredRuns(qualities, grid.others().mapToObj(arm -> against(found, arm)).toList());
  }

  private static Quality quality(Row found, int run) {
    int first = 1 + OF_A_RUN * run;
    return ClassificationQuality.of(
        found.getLong(0), found.getLong(first), found.getDecimal(first + 1));
  }

  private List<Column> against(int arm) {
    Column difference =
        IntStream.range(0, grid.seeds())
            .mapToObj(seed -> wrongs(arm, seed).minus(wrongs(0, seed)))
            .reduce(Column::plus)
            .orElseThrow();
    Column wrong = columns.get(grid.place(arm, 0)).wrong();
    Column baselineWrong = columns.get(grid.place(0, 0)).wrong();
    return List.of(
        sum(difference),
        sum(difference.multiply(difference)),
        Predictions.rows(not(wrong).and(not(baselineWrong))),
        Predictions.rows(not(wrong).and(baselineWrong)),
        Predictions.rows(wrong.and(not(baselineWrong))),
        Predictions.rows(wrong.and(baselineWrong)));
  }

  private Column wrongs(int arm, int seed) {
    return columns.get(grid.place(arm, seed)).wrong().cast(DataTypes.LongType);
  }

  private AgainstBaseline against(Row found, int arm) {
    int first = 1 + OF_A_RUN * columns.size() + OF_AN_ARM * (arm - 1);
    PairTest pair =
        new PairTest.OfClasses(
            McNemar.of(
                found.getLong(first + 2),
                found.getLong(first + 3),
                found.getLong(first + 4),
                found.getLong(first + 5)));
    long rows = found.getLong(0);
    if (rows == 0) {
      return new AgainstBaseline(0, Double.NaN, Double.NaN, pair);
    }
    double mean = (double) found.getLong(first) / rows;
    double squares = (double) found.getLong(first + 1) / rows - mean * mean;
    double variance = rows < 2 ? Double.NaN : Math.max(0, squares) * rows / (rows - 1);
    int seeds = grid.seeds();
    return new AgainstBaseline(rows, mean / seeds, variance / seeds / seeds, pair);
  }
}
