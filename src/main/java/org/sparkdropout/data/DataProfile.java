package org.sparkdropout.data;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.sparkdropout.head.TargetScale;

/**
 * What one pass over a table found: everything about the data that training has to know beforehand.
 *
 * @param rows all rows of the table; training, validation and unusable rows add up to it
 * @param trainingRows rows to train on, at least 1
 * @param validationRows rows held out, 0 without a validation split
 * @param unusableRows rows with at least one defect, left out
 * @param defects rows per defect, for those found; a row with two counts twice
 * @param width the number of features, at least 1
 * @param classes the number of classes, at least 2: from the label column's metadata if it has
 *     them, otherwise the largest label of the training rows plus 1; 0 where labels are numbers
 * @param trainingRowsPerClass (classes), how many training rows each class has
 * @param scale where labels that are numbers lie in the training rows; empty for classes
 */
public record DataProfile(
    long rows,
    long trainingRows,
    long validationRows,
    long unusableRows,
    SortedMap<Defect, Long> defects,
    int width,
    int classes,
    List<Long> trainingRowsPerClass,
    Optional<TargetScale> scale) {

  static DataProfile of(RowTally tally) {
    LabelTally labels = tally.training().labels();
    List<Long> perClass = Arrays.stream(labels.rowsPerClass()).boxed().toList();
    return new DataProfile(
        tally.rows(),
        tally.training().rows(),
        tally.validation().rows(),
        tally.unusableRows(),
        tally.defects(),
        tally.widths().firstKey(),
        perClass.size(),
        perClass,
        labels.scale());
  }

  /**
   * What the targets of examples are.
   *
   * @return their layout
   */
  TargetLayout layout() {
    return scale.map(found -> TargetLayout.numbers(found.width())).orElse(TargetLayout.CLASS);
  }

  /**
   * Checks that no shard would be empty.
   *
   * @param replicas the number of shards
   * @throws InvalidDataException if there are fewer training rows than replicas
   */
  public void requireRowsFor(int replicas) {
    if (trainingRows < replicas) {
      throw new InvalidDataException(
          ("Every replica must have a row to train on. Training rows: %d, replicas: %d. Set"
                  + " replicas = %d or lower, or give more rows")
              .formatted(trainingRows, replicas, trainingRows));
    }
  }
}
