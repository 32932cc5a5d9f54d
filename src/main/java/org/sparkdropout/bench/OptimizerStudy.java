package org.sparkdropout.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.sparkdropout.ml.DropoutClassifier;
import org.sparkdropout.ml.param.OptimizerKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Test error of each optimizer after tuning all over the same grid.
 *
 * <p>The settings of an optimizer are those with the lowest error on validation rows, which are
 * held out of the training rows, after the last epoch, with the first seed. With these it trains
 * anew on all training rows, once for each seed. The test rows are scored last and decide nothing.
 */
@Command(
    name = "optimizers",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    sortOptions = false,
    description = "Measures the test error of each optimizer, tuned over the same grid.")
final class OptimizerStudy implements Callable<Integer> {
  @Mixin private StudyOptions study;

  @Option(names = "--optimizers", split = ",", description = "any of ${COMPLETION-CANDIDATES}")
  private List<OptimizerKind> optimizers =
      List.of(
          OptimizerKind.SGD, OptimizerKind.ADAMW, OptimizerKind.SCHEDULEFREE, OptimizerKind.MUON);

  @Mixin private TuningOptions tuning;

  @Option(names = "--warmup-epochs", description = "epochs in which the learning rate rises from 0")
  private double warmupEpochs = 1;

  @Option(names = "--max-norm", description = "bound on a hidden unit's incoming weights")
  private double maxNorm = 3;

  @Override
  public Integer call() {
    try (SparkSession spark = study.session()) {
      run(study.trainRows(spark), study.testRows(spark), System.out);
    }
    return 0;
  }

  /** Tunes and trains. Prints two Markdown tables: the errors in tuning, and those on test rows. */
  void run(Dataset<Row> trainRows, Dataset<Row> testRows, PrintStream out) {
    out.println(tuning.heading());
    List<OptimizerTrial.Tuned> chosen =
        optimizers.stream()
            .map(kind -> tuning.best(kind, trial -> classifier(trial, firstSeed()), trainRows, out))
            .toList();
    out.println();
    out.println(
        "| optimizer | learning rate | weight decay | validation error | test error | each seed |");
    out.println("|---|---:|---:|---:|---:|---:|");
    chosen.forEach(best -> measure(best, trainRows, testRows, out));
  }

  private long firstSeed() {
    return study.seeds.get(0);
  }

  private void measure(
      OptimizerTrial.Tuned best, Dataset<Row> trainRows, Dataset<Row> testRows, PrintStream out) {
    OptimizerTrial trial = best.trial();
    List<Double> errors = new ArrayList<>();
    for (long seed : study.seeds) {
      DropoutClassifier classifier = classifier(trial, seed);
      errors.add(
          StudyOptions.error(classifier, trainRows, model -> StudyOptions.error(model, testRows)));
    }
    double mean = errors.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    out.printf(
        "| %s | %s | %s | %s | %s | %s |%n",
        trial.name(),
        trial.rateText(),
        trial.decayText(),
        StudyOptions.percent(best.error()),
        StudyOptions.percent(mean),
        errors.stream().map(StudyOptions::percent).collect(Collectors.joining(", ")));
  }

  private DropoutClassifier classifier(OptimizerTrial trial, long seed) {
    return trial
        .set(study.classifier(seed))
        .setWarmupEpochs(warmupEpochs)
        .setMaxNorm(maxNorm)
        .setReplicas(1);
  }
}
