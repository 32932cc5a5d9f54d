package org.sparkdropout.measure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;

/** The counts of one part of a table, added up on the driver. Not thread-safe. */
final class PartCounts {
  private static final String UNSEEN = "(unseen)";
  private static final Comparator<Confused> PLACE =
      Comparator.<Confused>comparingInt(
              cell -> cell.truth() == Predictions.UNSEEN ? Integer.MAX_VALUE : cell.truth())
          .thenComparing(Confused::predicted);

  private final List<String> labels;
  private final ClassTally tally;
  private final List<Confused> confused = new ArrayList<>();
  private long withoutLabel;
  private long withoutPrediction;

  /** Rows of one class, or of none of the network's, that were predicted as one class. */
  private record Confused(int truth, int predicted, long rows) {}

  /** Counts no rows of classes with such labels. */
  PartCounts(List<String> labels) {
    this.labels = labels;
    this.tally = new ClassTally(labels.size());
  }

  /** Adds rows of: true class, predicted class, rows, sum of losses; null for what is missing. */
  void add(Row counted) {
    long count = counted.getLong(3);
    if (counted.isNullAt(1)) {
      withoutLabel += count;
    } else if (counted.isNullAt(2)) {
      withoutPrediction += count;
    } else {
      tally.add(counted.getInt(1), counted.getInt(2), count, counted.getDecimal(4));
      confused.add(new Confused(counted.getInt(1), counted.getInt(2), count));
    }
  }

  /** The class of most rows; of equal ones the first. */
  int largestClass() {
    return IntStream.range(0, labels.size())
        .boxed()
        .max(Comparator.<Integer>comparingLong(tally::ofClass).thenComparing(c -> -c))
        .orElseThrow();
  }

  /**
   * The metrics of these rows.
   *
   * @param largest the largest class of the training rows
   * @param areaUnderRoc or null
   * @param unseen rows of each label that is none of the network's classes
   */
  Metrics metrics(int largest, Double areaUnderRoc, SortedMap<String, Long> unseen) {
    ClassificationQuality quality = tally.quality();
    List<Cell> cells = cells();
    return new Metrics(
        quality.rows(),
        quality.error(),
        quality.loss(),
        areaUnderRoc,
        new LargestClass(
            labels.get(largest), (double) (tally.rows() - tally.ofClass(largest)) / tally.rows()),
        withoutLabel,
        withoutPrediction,
        unseen,
        IntStream.range(0, labels.size()).mapToObj(this::classQuality).toList(),
        cells,
        confused.size() - cells.size());
  }

  /** The cells of most rows, by label and prediction, unseen labels last. */
  private List<Cell> cells() {
    return confused.stream()
        .sorted(Comparator.comparingLong(Confused::rows).reversed().thenComparing(PLACE))
        .limit(Measurement.CELLS_SHOWN)
        .sorted(PLACE)
        .map(cell -> new Cell(label(cell.truth()), label(cell.predicted()), cell.rows()))
        .toList();
  }

  private String label(int number) {
    return number == Predictions.UNSEEN ? UNSEEN : labels.get(number);
  }

  private ClassQuality classQuality(int c) {
    return ClassQuality.of(labels.get(c), tally.right(c), tally.ofClass(c), tally.ofPrediction(c));
  }
}
