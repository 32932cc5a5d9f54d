package org.sparkdropout.bench;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.sparkdropout.ml.DropoutClassifier;
import org.sparkdropout.train.DivergedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Test error against the steps between two averages and the number of replicas, with the plain
 * average and with an outer Nesterov step.
 *
 * <p>All runs pass over the same rows as often, with the same settings and batch of one replica: so
 * more replicas take fewer steps each. The mean over seeds is printed, a line for each interval and
 * outer step, as a Markdown table.
 */
@Command(
    name = "averaging",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    sortOptions = false,
    description = "Measures test error against the averaging interval and the number of replicas.")
final class AveragingStudy implements Callable<Integer> {
  @Mixin private StudyOptions study;

  @Mixin private SgdOptions sgd;

  @Option(
      names = "--intervals",
      split = ",",
      description =
          "steps in a round, at most an epoch; 0: interval and outer step as the estimator chooses")
  private List<Integer> intervals = List.of(1, 5, 20, 100, 1_000_000);

  @Option(names = "--replicas", split = ",", description = "copies of the network")
  private List<Integer> replicas = List.of(1, 2, 4, 8, 16, 32);

  @Option(names = "--outer-learning-rate", description = "of the outer Nesterov step")
  private double outerLearningRate = 0.7;

  @Option(
      names = "--outer-momentum",
      split = ",",
      description = "of the outer Nesterov step; 0 is the plain average, whatever the rate")
  private List<Double> outerMomentum = List.of(0.0, 0.5, 0.9);

  @Override
  public Integer call() {
    try (SparkSession spark = study.session()) {
      Dataset<Row> trainRows = study.trainRows(spark);
      Dataset<Row> testRows = study.testRows(spark);
      System.out.printf("| interval | outer momentum |%s%n", cells("%d replicas"));
      System.out.printf("|---:|---:|%s%n", "---:|".repeat(replicas.size()));
      for (int interval : intervals) {
        for (double outer : outerMomentum) {
          StringBuilder line = new StringBuilder("| %,d | %s |".formatted(interval, outer));
          for (int count : replicas) {
            String error = meanError(trainRows, testRows, interval, count, outer);
            line.append(' ').append(error).append(" |");
          }
          System.out.println(line);
        }
      }
    }
    return 0;
  }

  private String cells(String format) {
    StringBuilder cells = new StringBuilder();
    replicas.forEach(count -> cells.append(' ').append(format.formatted(count)).append(" |"));
    return cells.toString();
  }

  private String meanError(
      Dataset<Row> trainRows, Dataset<Row> testRows, int interval, int count, double outer) {
    double sum = 0;
    for (long seed : study.seeds) {
      DropoutClassifier classifier = sgd.set(study.classifier(seed)).setReplicas(count);
      if (interval > 0) {
        classifier
            .setAveragingInterval(interval)
            .setOuterLearningRate(outer == 0 ? 1 : outerLearningRate)
            .setOuterMomentum(outer);
      }
      try {
        sum += StudyOptions.error(classifier.fit(trainRows), testRows);
      } catch (DivergedException diverged) {
        return "diverged";
      }
    }
    return String.format(Locale.ROOT, "%.2f", 100 * sum / study.seeds.size());
  }
}
