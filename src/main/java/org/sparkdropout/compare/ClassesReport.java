package org.sparkdropout.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sparkdropout.measure.ClassCounts;

/**
 * What a comparison of networks of classes found of each class of the test rows.
 *
 * @param labels of the classes, as text
 * @param arms what the runs of each arm make of the classes
 * @param differences of each class with test rows, for each arm that is compared
 */
public record ClassesReport(
    List<String> labels, List<ClassFigures> arms, List<ClassDifference> differences) {
  private static final double CONFIDENCE = 0.95;

  /**
   * From the runs; nothing if their labels are numbers, or if runs know different classes, as may
   * be where the largest class number is rare and some of the rows are held out.
   */
  static Optional<ClassesReport> of(RunGrid grid) {
    Set<Integer> classes =
        grid.runs().stream()
            .flatMap(List::stream)
            .flatMap(run -> run.counts().stream())
            .map(ClassCounts::classes)
            .collect(Collectors.toSet());
    return classes.size() == 1
        ? Optional.of(of(grid, labels(classes.iterator().next())))
        : Optional.empty();
  }

  private static List<String> labels(int classes) {
    return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
  }

  private static ClassesReport of(RunGrid grid, List<String> labels) {
    return new ClassesReport(
        labels,
        IntStream.range(0, grid.arms())
            .mapToObj(arm -> ClassFigures.of(grid.arm(arm).name(), counts(grid, arm)))
            .toList(),
        grid.pairs().stream().flatMap(pair -> differences(grid, pair, labels).stream()).toList());
  }

  private static List<ClassDifference> differences(
      RunGrid grid, ArmPair pair, List<String> labels) {
    return ClassDifference.of(
        labels,
        new ClassDifference.Side(grid.arm(pair.arm()).name(), counts(grid, pair.arm())),
        new ClassDifference.Side(grid.arm(pair.baseline()).name(), counts(grid, pair.baseline())),
        CONFIDENCE);
  }

  private static List<ClassCounts> counts(RunGrid grid, int arm) {
    return grid.ofArm(arm).stream().map(run -> run.counts().orElseThrow()).toList();
  }

  /** The same with other texts of the classes; those without a text keep theirs. */
  ClassesReport withLabels(List<String> texts) {
    Map<String, String> changed = new LinkedHashMap<>();
    for (int index = 0; index < labels.size(); index++) {
      String label = labels.get(index);
      changed.put(label, index < texts.size() ? texts.get(index) : label);
    }
    return new ClassesReport(
        List.copyOf(changed.values()),
        arms,
        differences.stream().map(one -> one.withLabel(changed.get(one.label()))).toList());
  }
}
