package org.sparkdropout.data;

import static java.math.MathContext.DECIMAL128;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.sparkdropout.head.TargetScale;

/** The weighted mean and spread of real labels. Sums are exact, so that order changes nothing. */
final class NumberTally implements LabelTally {
  private static final long serialVersionUID = 1L;
  private static final int WIDTHS_KEPT = 8;

  private final LabelColumn column;
  private final boolean isVector;
  private final ExactSum weight = new ExactSum();
  private final ArrayList<ExactMoments> moments = new ArrayList<>();
  private final TreeMap<Integer, Long> widths = new TreeMap<>();

  NumberTally(LabelColumn column, boolean isVector) {
    this.column = column;
    this.isVector = isVector;
  }

  @Override
  public void add(double[] label, double rowWeight) {
    addWidth(label.length, 1);
    weight.add(rowWeight);
    grow(label.length);
    for (int i = 0; i < label.length; i++) {
      moments.get(i).add(label[i], rowWeight);
    }
  }

  @Override
  public void add(LabelTally other) {
    NumberTally that = (NumberTally) other;
    that.widths.forEach(this::addWidth);
    weight.add(that.weight);
    grow(that.moments.size());
    for (int i = 0; i < that.moments.size(); i++) {
      moments.get(i).add(that.moments.get(i));
    }
  }

  private void addWidth(int width, long rows) {
    widths.merge(width, rows, Long::sum);
    if (widths.size() > WIDTHS_KEPT) {
      widths.pollLastEntry();
    }
  }

  private void grow(int width) {
    while (moments.size() < width) {
      moments.add(new ExactMoments());
    }
  }

  /** All labels must have one width of at least one number. */
  @Override
  public void check() {
    String counts =
        widths.entrySet().stream()
            .map(entry -> "width %d in %,d rows".formatted(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining(", "));
    if (widths.size() != 1 || widths.containsKey(0)) {
      throw new InvalidDataException(
          "labelCol must hold vectors of one width, with at least one number. Column '%s' holds %s. Assemble all labels from the same columns"
              .formatted(column.name(), counts));
    }
  }

  @Override
  public List<String> warnings(LabelTally validation) {
    requireWidthOf((NumberTally) validation);
    List<String> warnings = new ArrayList<>();
    for (int i = 0; i < moments.size(); i++) {
      if (variance(i) == 0) {
        warnings.add(
            "All training rows have the same label: %s holds %s. The model will always answer with it. Give rows of other labels"
                .formatted(name(i), mean(i)));
      }
    }
    return Collections.unmodifiableList(warnings);
  }

  private void requireWidthOf(NumberTally validation) {
    if (!validation.widths.isEmpty() && !validation.widths.keySet().equals(widths.keySet())) {
      throw new InvalidDataException(
          "labelCol must hold vectors of one width. Column '%s' holds width %s in training rows and width %s in rows held out. Assemble all labels from the same columns"
              .formatted(column.name(), widths.firstKey(), validation.widths.keySet()));
    }
  }

  private String name(int place) {
    return isVector
        ? "number %d of column '%s'".formatted(place, column.name())
        : "column '%s'".formatted(column.name());
  }

  private double mean(int place) {
    return moments.get(place).mean(weight.value()).doubleValue();
  }

  private double variance(int place) {
    BigDecimal all = weight.value();
    return Math.max(
        0, moments.get(place).spread(all).divide(all.multiply(all), DECIMAL128).doubleValue());
  }

  /** The mean, whose squared error is the variance. */
  @Override
  public Optional<ConstantAnswer> constantAnswer() {
    double sum = 0;
    for (int i = 0; i < moments.size(); i++) {
      sum += variance(i);
    }
    return sum > 0
        ? Optional.of(new ConstantAnswer("the mean label", sum / moments.size()))
        : Optional.empty();
  }

  @Override
  public long[] rowsPerClass() {
    return new long[0];
  }

  /** Labels that are all the same have a deviation of 1. */
  @Override
  public Optional<TargetScale> scale() {
    double[] means = new double[moments.size()];
    double[] deviations = new double[moments.size()];
    for (int i = 0; i < means.length; i++) {
      means[i] = mean(i);
      double deviation = Math.sqrt(variance(i));
      deviations[i] = deviation > 0 ? deviation : 1;
    }
    return Optional.of(new TargetScale(means, deviations));
  }
}
