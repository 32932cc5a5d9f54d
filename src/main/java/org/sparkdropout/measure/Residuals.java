package org.sparkdropout.measure;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The errors of one network over the rows that have a label and a prediction, by number of the
 * label. Plain fields, so that Kryo can write it as well. Not thread-safe.
 */
public final class Residuals implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Of each number of the labels. */
  private final ArrayList<ResidualSums> numbers = new ArrayList<>();

  /** How many were added. */
  private long rows;

  /** Errors of no rows. */
  public Residuals() {}

  /**
   * Adds a row.
   *
   * @param label its numbers
   * @param prediction as wide
   * @throws org.sparkdropout.data.InvalidDataException if it is not
   */
  public void add(double[] label, double[] prediction) {
    NumberPredictions.requireSameWidth(label, prediction);
    grow(label.length);
    for (int i = 0; i < label.length; i++) {
      numbers.get(i).add(label[i], prediction[i]);
    }
    rows++;
  }

  /**
   * Adds the rows of others.
   *
   * @param other not changed
   */
  public void add(Residuals other) {
    grow(other.numbers.size());
    for (int i = 0; i < other.numbers.size(); i++) {
      numbers.get(i).add(other.numbers.get(i));
    }
    rows += other.rows;
  }

  private void grow(int width) {
    while (numbers.size() < width) {
      numbers.add(new ResidualSums());
    }
  }

  /** {@return how well the network does on these rows} */
  public RegressionQuality quality() {
    return new RegressionQuality(
        rows, Math.sqrt(mean(ResidualSums::meanSquare)), mean(ResidualSums::meanSize), r2());
  }

  /** The mean over the numbers of a label; NaN without rows. */
  private double mean(ToDoubleFunction<ResidualSums> figure) {
    return numbers.stream().mapToDouble(figure).average().orElse(Double.NaN);
  }

  private Double r2() {
    List<Double> defined = numbers.stream().map(ResidualSums::r2).filter(Objects::nonNull).toList();
    return defined.isEmpty() || defined.size() < numbers.size()
        ? null
        : defined.stream().mapToDouble(r2 -> r2).average().orElseThrow();
  }

  /** {@return the mean of each number of the labels; none without rows} */
  public List<BigDecimal> meanLabel() {
    return numbers.stream().map(ResidualSums::meanLabel).toList();
  }

  /**
   * The RMSE of always answering with one label.
   *
   * @param answer the label; none if it is empty
   * @return NaN without rows or without a label
   */
  public double rmseOf(List<BigDecimal> answer) {
    return Math.sqrt(
        IntStream.range(0, answer.isEmpty() ? 0 : numbers.size())
            .mapToDouble(i -> numbers.get(i).meanSquareOf(answer.get(i)))
            .average()
            .orElse(Double.NaN));
  }

  /** Each number of labels that are vectors; null if there is one only. */
  List<NumberQuality> numbers(List<BigDecimal> meanLabel) {
    return numbers.size() < 2
        ? null
        : IntStream.range(0, numbers.size()).mapToObj(i -> number(i, meanLabel)).toList();
  }

  private NumberQuality number(int place, List<BigDecimal> meanLabel) {
    ResidualSums one = numbers.get(place);
    return new NumberQuality(
        Math.sqrt(one.meanSquare()),
        one.meanSize(),
        one.r2(),
        meanLabel.isEmpty() ? Double.NaN : Math.sqrt(one.meanSquareOf(meanLabel.get(place))));
  }
}
