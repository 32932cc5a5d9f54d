package org.sparkdropout.compare;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.sparkdropout.measure.NumberPredictions;
import org.sparkdropout.measure.Residuals;

/**
 * The errors of all runs of a {@link RunGrid} over the rows that have a label and a prediction of
 * every run. Plain fields, so that Kryo can write it as well. Not thread-safe.
 */
final class NumberRunSums implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int arms;
  private final int seeds;
  private final ArrayList<Residuals> runs;
  private final ArrayList<ArmErrorSums> others;

  NumberRunSums(int arms, int seeds) {
    this.arms = arms;
    this.seeds = seeds;
    this.runs =
        new ArrayList<>(Stream.generate(Residuals::new).limit((long) arms * seeds).toList());
    this.others = new ArrayList<>(Stream.generate(ArmErrorSums::new).limit(arms - 1L).toList());
  }

  /** Adds a row of: label, predictions of all runs. */
  NumberRunSums add(Row row) {
    List<double[]> numbers =
        IntStream.range(0, row.size())
            .mapToObj(column -> NumberPredictions.read(row, column))
            .flatMap(Optional::stream)
            .toList();
    if (numbers.size() == row.size()) {
      add(numbers.get(0), numbers.subList(1, numbers.size()));
    }
    return this;
  }

  private void add(double[] label, List<double[]> predictions) {
    for (int run = 0; run < runs.size(); run++) {
      runs.get(run).add(label, predictions.get(run));
    }
    for (int arm = 1; arm < arms; arm++) {
      others.get(arm - 1).add(label, ofArm(predictions, arm), ofArm(predictions, 0));
    }
  }

  private List<double[]> ofArm(List<double[]> predictions, int arm) {
    return IntStream.range(0, seeds).mapToObj(seed -> predictions.get(seed * arms + arm)).toList();
  }

  NumberRunSums add(NumberRunSums more) {
    for (int run = 0; run < runs.size(); run++) {
      runs.get(run).add(more.runs.get(run));
    }
    for (int other = 0; other < others.size(); other++) {
      others.get(other).add(more.others.get(other));
    }
    return this;
  }

  MeasuredRuns measured() {
    return new MeasuredRuns(
        List.copyOf(runs.stream().map(Residuals::quality).toList()),
        others.stream().map(ArmErrorSums::againstBaseline).toList());
  }
}
