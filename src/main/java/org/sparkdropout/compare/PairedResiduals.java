package org.sparkdropout.compare;

import java.io.Serializable;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * The errors of two networks over the rows that have a label and both predictions. Plain fields, so
 * that Kryo can write it as well. Not thread-safe.
 */
final class PairedResiduals implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Residuals first = new Residuals();
  private final Residuals second = new Residuals();
  private final SquaredErrorSums differences = new SquaredErrorSums();

  /** Adds a row of: label, prediction of the first, prediction of the second. */
  PairedResiduals add(Row row) {
    Optional<double[]> label = NumberPredictions.read(row, 0);
    Optional<double[]> one = NumberPredictions.read(row, 1);
    Optional<double[]> other = NumberPredictions.read(row, 2);
    if (label.isPresent() && one.isPresent() && other.isPresent()) {
      first.add(label.get(), one.get());
      second.add(label.get(), other.get());
      differences.add(label.get(), one.get(), other.get());
    }
    return this;
  }

  PairedResiduals add(PairedResiduals others) {
    first.add(others.first);
    second.add(others.second);
    differences.add(others.differences);
    return this;
  }

  Paired paired() {
    return new Paired(
        first.quality(), second.quality(), Verdict.OfNumbers.of(differences.squaredErrors()));
  }
}
