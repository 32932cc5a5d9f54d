package org.sparkdropout.fit;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.StructType;
import org.sparkdropout.data.ClassTotals;
import org.sparkdropout.data.LabelColumn;
import org.sparkdropout.data.Shards;
import org.sparkdropout.ml.param.ClassWeights;
import org.sparkdropout.ml.param.ClassificationParams;
import org.sparkdropout.ml.param.SharedParams;
import org.sparkdropout.train.TrainingPlan;

/** The class weights of a run: what the user asked for, for the classes of a table. */
final class ClassWeighting {
  private static final int SHOWN = 20;

  private final Optional<ClassWeights> asked;
  private final List<String> classes;

  private ClassWeighting(Optional<ClassWeights> asked, List<String> classes) {
    this.asked = asked;
    this.classes = classes;
  }

  /**
   * Reads the params.
   *
   * @param schema of the table to train on, whose label column may name the classes
   * @param classes of the labels
   * @throws IllegalArgumentException if a class is named that the labels do not have
   */
  static ClassWeighting of(SharedParams params, StructType schema, int classes) {
    if (!(params instanceof ClassificationParams own && params.isDefined(own.classWeights()))) {
      return new ClassWeighting(Optional.empty(), List.of());
    }
    LabelColumn label = LabelColumn.of(schema.apply(params.getLabelCol()));
    ClassWeights weights = ClassWeights.parse(own.getClassWeights()).orElseThrow();
    List<String> names = label.names(classes);
    weights.byClass().keySet().stream()
        .filter(name -> !names.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new IllegalArgumentException(
                  "classWeights must name classes of column '%s'. Provided: '%s'. Its classes: %s. Name one of them"
                      .formatted(label.name(), name, shown(names)));
            });
    return new ClassWeighting(Optional.of(weights), names);
  }

  private static String shown(List<String> names) {
    String first =
        names.stream().limit(SHOWN).map(name -> "'" + name + "'").collect(Collectors.joining(", "));
    return names.size() > SHOWN ? "%s, ... (%d in all)".formatted(first, names.size()) : first;
  }

  /**
   * The weights, scaled so that their mean over the training rows is one: the learning rate then
   * means what it means without them. Runs a job if there are any.
   *
   * @param training the dealt rows
   * @return as {@link TrainingPlan#classWeights()}
   * @throws IllegalArgumentException if no training row is of a class that weighs anything
   */
  List<Float> over(Shards training) {
    if (asked.isEmpty()) {
      return List.of();
    }
    double[] rows = ClassTotals.of(training, classes.size());
    return scaled(asked.get().isBalanced() ? balanced(rows) : given(asked.get()), rows);
  }

  /**
   * Weights by which the rows of each class weigh the same in total: rows / (classes x rows of the
   * class), each row counted by its own weight. A class without training rows weighs 0, so that
   * smoothed labels give it nothing.
   */
  private static double[] balanced(double... rows) {
    double all = Arrays.stream(rows).sum();
    return Arrays.stream(rows).map(own -> own > 0 ? all / (rows.length * own) : 0).toArray();
  }

  private double[] given(ClassWeights weights) {
    return classes.stream()
        .mapToDouble(name -> weights.byClass().getOrDefault(name, 1.0))
        .toArray();
  }

  /** Divides by the largest first, so that no sum overflows. */
  private List<Float> scaled(double[] weights, double[] rows) {
    double largest = Arrays.stream(weights).max().orElse(0);
    double all = 0;
    double weighted = 0;
    for (int c = 0; c < rows.length; c++) {
      all += rows[c];
      weighted += weights[c] / largest * rows[c];
    }
    if (!(weighted > 0)) {
      throw new IllegalArgumentException(
          "classWeights must give a weight above 0 to a class that has training rows. Provided value: %s. Raise the weight of one, or leave it out for a weight of 1"
              .formatted(ClassWeights.text(asked.orElseThrow().byClass())));
    }
    double factor = all / weighted;
    return Arrays.stream(weights).mapToObj(weight -> (float) (weight / largest * factor)).toList();
  }
}
