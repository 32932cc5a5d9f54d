package org.sparkdropout.measure;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows that a network of classes has answered, counted by true class, answer and confidence in
 * one pass. Counts and sums are exact, and depend on the set of rows alone. Not thread-safe.
 */
public final class ClassCounts {
  /** The most classes of a confusion matrix. */
  public static final int MOST_CLASSES = 100;

  private final ClassTally tally;
  private final long[][] confused;
  private final long[] binRows = new long[Calibration.BINS];
  private final long[] binRight = new long[Calibration.BINS];
  private final BigDecimal[] binConfidence = new BigDecimal[Calibration.BINS];

  private ClassCounts(int classes) {
    this.tally = new ClassTally(classes);
    this.confused = classes > MOST_CLASSES ? new long[0][] : new long[classes][classes];
    Arrays.fill(binConfidence, BigDecimal.ZERO);
  }

  /**
   * Counts the rows that have a label and an answer.
   *
   * @param scored rows with the columns of one network
   * @param columns of the network
   * @param classes how many it has
   * @return the counts
   */
  public static ClassCounts of(Dataset<Row> scored, Predictions columns, int classes) {
    ClassCounts counts = new ClassCounts(classes);
    scored
        .filter(columns.measurable())
        .select(
            columns.trueClass().as("class"),
            columns.predictedClass().as("predicted"),
            columns.calibrationBin().as("bin"),
            columns.loss().as("loss"),
            columns.confidence().cast(ClassificationQuality.LOSS).as("confidence"))
        .groupBy("class", "predicted", "bin")
        .agg(count(lit(1)), sum("loss"), sum("confidence"))
        .collectAsList()
        .forEach(counts::add);
    return counts;
  }

  /** Adds rows of: class, predicted class, bin, rows, sum of losses, sum of confidences. */
  private void add(Row counted) {
    int truth = counted.getInt(0);
    int predicted = counted.getInt(1);
    int bin = counted.getInt(2);
    long rows = counted.getLong(3);
    tally.add(truth, predicted, rows, counted.getDecimal(4));
    binRows[bin] += rows;
    binConfidence[bin] = binConfidence[bin].add(counted.getDecimal(5));
    if (truth == predicted) {
      binRight[bin] += rows;
    }
    if (truth != Predictions.UNSEEN && confused.length > 0) {
      confused[truth][predicted] += rows;
    }
  }

  /** {@return rows, error and loss of all rows, those with an unseen label too} */
  public ClassificationQuality quality() {
    return tally.quality();
  }

  /** {@return the number of classes} */
  public int classes() {
    return tally.classes();
  }

  /**
   * The rows of a class.
   *
   * @param index of the class
   * @return how many there are
   */
  public long rows(int index) {
    return tally.ofClass(index);
  }

  /**
   * The share of wrong answers among the rows of a class.
   *
   * @param index of the class
   * @return in [0, 1]; NaN without rows
   */
  public double error(int index) {
    return (double) (tally.ofClass(index) - tally.right(index)) / tally.ofClass(index);
  }

  /**
   * The confusion matrix.
   *
   * @return rows by true class (outer) and predicted class (inner), without those of unseen labels;
   *     empty with more than {@link #MOST_CLASSES} classes
   */
  public List<List<Long>> confusion() {
    return Arrays.stream(confused).map(row -> Arrays.stream(row).boxed().toList()).toList();
  }

  /** {@return how well probabilities and right answers agree} */
  public Calibration calibration() {
    return calibration(List.of(this));
  }

  /**
   * The calibration of several networks together.
   *
   * @param runs what was counted of each
   * @return of all their answers
   */
  public static Calibration calibration(List<ClassCounts> runs) {
    List<CalibrationBin> bins = new ArrayList<>();
    for (int bin : IntStream.range(0, Calibration.BINS).toArray()) {
      long rows = runs.stream().mapToLong(run -> run.binRows[bin]).sum();
      long right = runs.stream().mapToLong(run -> run.binRight[bin]).sum();
      BigDecimal confidence =
          runs.stream().map(run -> run.binConfidence[bin]).reduce(BigDecimal.ZERO, BigDecimal::add);
      if (rows > 0) {
        bins.add(new CalibrationBin(rows, confidence.doubleValue() / rows, (double) right / rows));
      }
    }
    return Calibration.of(bins);
  }
}
