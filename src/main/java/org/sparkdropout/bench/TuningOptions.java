package org.sparkdropout.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.sparkdropout.bench.OptimizerTrial.Tuned;
import org.sparkdropout.ml.DropoutClassificationModel;
import org.sparkdropout.ml.DropoutClassifier;
import org.sparkdropout.ml.param.OptimizerKind;
import org.sparkdropout.train.EpochRecord;
import picocli.CommandLine.Option;

/** The options of tuning: a grid of settings, the same for all optimizers, and its rows. */
final class TuningOptions {
  @Option(
      names = "--factors",
      split = ",",
      description = "learning rates to try, each times the usual one of the optimizer")
  private List<Double> factors = List.of(0.3, 1.0, 3.0);

  @Option(
      names = "--decays",
      split = ",",
      description =
          "weight decays to try, each as the share of a weight that a step at the usual learning"
              + " rate takes away")
  private List<Double> decays = List.of(0.0);

  @Option(names = "--validation-fraction", description = "share of its rows that tuning holds out")
  private double validationFraction = 0.15;

  @Option(names = "--tuning-epochs", description = "epochs of a run of tuning; 0: as --epochs")
  private int epochs;

  /** The head of a table of errors on validation rows. */
  String heading() {
    return "| optimizer | weight decay |"
        + cells(factors, "rate x %s"::formatted)
        + System.lineSeparator()
        + "|---|---:|"
        + "---:|".repeat(factors.size());
  }

  /**
   * Tries the whole grid, and prints a line of the table for each weight decay.
   *
   * @param kind the optimizer
   * @param classifier makes the estimator of a trial
   * @param rows to train on and to hold out
   * @param out receives the lines
   * @return the trial with the lowest error
   */
  Tuned best(
      OptimizerKind kind,
      Function<OptimizerTrial, DropoutClassifier> classifier,
      Dataset<Row> rows,
      PrintStream out) {
    List<Tuned> all = new ArrayList<>();
    for (double decay : decays) {
      List<Tuned> line = new ArrayList<>();
      for (double factor : factors) {
        OptimizerTrial trial = OptimizerTrial.relative(kind, factor, decay);
        line.add(new Tuned(trial, error(classifier.apply(trial), rows)));
      }
      OptimizerTrial first = line.get(0).trial();
      String errors = cells(line, tuned -> StudyOptions.percent(tuned.error()));
      out.printf("| %s | %s |%s%n", first.name(), first.decayText(), errors);
      all.addAll(line);
    }
    return Collections.min(all, Comparator.comparingDouble(Tuned::error));
  }

  private double error(DropoutClassifier classifier, Dataset<Row> rows) {
    classifier.setValidationFraction(validationFraction);
    if (epochs > 0) {
      classifier.setMaxIter(epochs);
    }
    return StudyOptions.error(classifier, rows, TuningOptions::lastValidationError);
  }

  private static double lastValidationError(DropoutClassificationModel model) {
    List<EpochRecord> history = model.summary().history();
    return history.get(history.size() - 1).validation().orElseThrow().error();
  }

  private static <T> String cells(List<T> values, Function<T, String> text) {
    return values.stream().map(text).map(" %s |"::formatted).collect(Collectors.joining());
  }
}
