package org.sparkdropout.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sparkdropout.head.TargetScale;

/** Rows and weights of each class. Counts are exact. */
final class ClassTally implements LabelTally {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 5;

  private final LabelColumn column;
  private long[] rowsPerLabel = {};
  private double[] weightPerLabel = {};

  ClassTally(LabelColumn column) {
    this.column = column;
  }

  @Override
  public void add(double[] label, double weight) {
    int number = ClassTarget.number(label);
    grow(number + 1);
    rowsPerLabel[number]++;
    weightPerLabel[number] += weight;
  }

  @Override
  public void add(LabelTally other) {
    ClassTally counts = (ClassTally) other;
    grow(counts.rowsPerLabel.length);
    for (int label = 0; label < counts.rowsPerLabel.length; label++) {
      rowsPerLabel[label] += counts.rowsPerLabel[label];
      weightPerLabel[label] += counts.weightPerLabel[label];
    }
  }

  private void grow(int labels) {
    if (labels > rowsPerLabel.length) {
      rowsPerLabel = Arrays.copyOf(rowsPerLabel, labels);
      weightPerLabel = Arrays.copyOf(weightPerLabel, labels);
    }
  }

  /** Where metadata name the classes, some may be left empty; labels without any are whole. */
  @Override
  public void check() {
    if (column.classes().isEmpty()) {
      List<Integer> seen = Arrays.stream(labels()).boxed().toList();
      ClassNumbers.requireMostUsed(column.name(), seen, rowsPerLabel.length - 1);
    }
  }

  /** Classes without rows, and rows held out of classes that training never sees. */
  @Override
  public List<String> warnings(LabelTally validation) {
    List<String> warnings = new ArrayList<>();
    emptyClasses().ifPresent(warnings::add);
    unseen((ClassTally) validation).ifPresent(warnings::add);
    return List.copyOf(warnings);
  }

  private Optional<String> emptyClasses() {
    int[] seen = labels();
    if (seen.length == 1) {
      return Optional.of(
          ("All %d training rows are of one class: column '%s' holds %s. The model will always"
                  + " answer with it. Give rows of other classes")
              .formatted(rows(seen[0]), column.name(), column.text(seen[0])));
    }
    int[] empty = IntStream.range(0, classes()).filter(c -> rows(c) == 0).toArray();
    if (empty.length == 0) {
      return Optional.empty();
    }
    return Optional.of(
        ("%d of %d classes of column '%s' have no training rows, and the model cannot learn them:"
                + " %s. Give rows of these classes, or correct the labels")
            .formatted(empty.length, classes(), column.name(), shown(empty)));
  }

  private String shown(int[] labels) {
    String first =
        Arrays.stream(labels).limit(SHOWN).mapToObj(column::text).collect(Collectors.joining(", "));
    return labels.length > SHOWN ? first + ", ..." : first;
  }

  private Optional<String> unseen(ClassTally validation) {
    int[] unseen = Arrays.stream(validation.labels()).filter(one -> rows(one) == 0).toArray();
    if (unseen.length == 0) {
      return Optional.empty();
    }
    Map<String, Long> rows = new LinkedHashMap<>();
    Arrays.stream(unseen).forEach(one -> rows.put(column.text(one), validation.rows(one)));
    return Optional.of(UnseenClasses.warning("Validation", column.name(), rows));
  }

  @Override
  public Optional<ConstantAnswer> constantAnswer() {
    double largest = Arrays.stream(weightPerLabel).max().orElse(0);
    double error = 1 - largest / Arrays.stream(weightPerLabel).sum();
    return error > 0
        ? Optional.of(new ConstantAnswer("the largest class", error))
        : Optional.empty();
  }

  @Override
  public long[] rowsPerClass() {
    return Arrays.copyOf(rowsPerLabel, classes());
  }

  /** What the metadata say, or else the largest label plus 1; at least 2. */
  private int classes() {
    return Math.max(2, column.classes().orElse(rowsPerLabel.length));
  }

  @Override
  public Optional<TargetScale> scale() {
    return Optional.empty();
  }

  private long rows(int label) {
    return label < rowsPerLabel.length ? rowsPerLabel[label] : 0;
  }

  /** The labels that rows have, ascending. */
  private int[] labels() {
    return IntStream.range(0, rowsPerLabel.length).filter(i -> rowsPerLabel[i] > 0).toArray();
  }
}
