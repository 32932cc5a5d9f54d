package org.sparkdropout.data;

import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;

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
 *     them, otherwise the largest label of the training rows plus 1
 * @param trainingRowsPerClass (classes), how many training rows each class has
 */
public record DataProfile(
    long rows,
    long trainingRows,
    long validationRows,
    long unusableRows,
    SortedMap<Defect, Long> defects,
    int width,
    int classes,
    List<Long> trainingRowsPerClass) {

  static DataProfile of(RowTally tally, int classes) {
    return new DataProfile(
        tally.rows(),
        tally.training().rows(),
        tally.validation().rows(),
        tally.unusableRows(),
        tally.defects(),
        tally.widths().firstKey(),
        classes,
        Arrays.stream(tally.training().rowsPerLabel(classes)).boxed().toList());
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
