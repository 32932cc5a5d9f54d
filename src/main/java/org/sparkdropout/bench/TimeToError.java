package org.sparkdropout.bench;

import static org.apache.spark.sql.functions.lit;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.ml.DropoutClassifier;
import org.sparkdropout.train.EpochRecord;
import org.sparkdropout.train.TrainingListener;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Seconds of training until the test error is down to a target, for each way to share masks.
 *
 * <p>The test rows are scored after each epoch and decide nothing; the time that takes is not
 * counted.
 */
@Command(
    name = "time-to-error",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    sortOptions = false,
    description = "Seconds of training to a test error, by what shares a mask.")
final class TimeToError implements Callable<Integer> {
  private static final String HELD = "held";

  @Mixin private StudyOptions study;

  @Mixin private SgdOptions sgd;

  @Option(names = "--target", description = "test error to reach, a share")
  private double target = 0.0145;

  @Option(
      names = "--mask-sharing",
      split = ",",
      description = "what shares a mask: ${COMPLETION-CANDIDATES}")
  private List<Dropout.Sharing> sharings = List.of(Dropout.Sharing.values());

  @Option(names = "--replicas", description = "copies of the network")
  private int replicas = 2;

  @Option(names = "--averaging-interval", description = "steps in a round")
  private int averagingInterval = 20;

  /** Adds up the seconds of epochs, and notes when the target was reached. */
  private final class Clock implements TrainingListener {
    private double seconds;
    private double lastError;
    private OptionalDouble reachedAfter = OptionalDouble.empty();

    @Override
    public void epochFinished(EpochRecord epoch) {
      seconds += epoch.seconds();
      lastError = epoch.validation().orElseThrow().error();
      if (lastError <= target && reachedAfter.isEmpty()) {
        reachedAfter = OptionalDouble.of(seconds);
      }
    }
  }

  @Override
  public Integer call() {
    try (SparkSession spark = study.session()) {
      Dataset<Row> rows =
          study
              .trainRows(spark)
              .withColumn(HELD, lit(false))
              .unionByName(study.testRows(spark).withColumn(HELD, lit(true)));
      System.out.printf(
          "| mask by | seed | seconds to %.2f%% | seconds in all | error at the end |%n",
          100 * target);
      System.out.println("|---|---:|---:|---:|---:|");
      for (long seed : study.seeds) {
        for (Dropout.Sharing sharing : sharings) {
          run(rows, seed, sharing.name().toLowerCase(Locale.ROOT));
        }
      }
    }
    return 0;
  }

  private void run(Dataset<Row> rows, long seed, String sharing) {
    Clock clock = new Clock();
    DropoutClassifier classifier =
        sgd.set(study.classifier(seed))
            .setMaskSharing(sharing)
            .setReplicas(replicas)
            .setAveragingInterval(averagingInterval)
            .setValidationIndicatorCol(HELD)
            .setListener(clock);
    classifier.fit(rows);
    String reached =
        clock.reachedAfter.isPresent()
            ? String.format(Locale.ROOT, "%.1f", clock.reachedAfter.getAsDouble())
            : "never";
    System.out.printf(
        "| %s | %d | %s | %.1f | %.2f%% |%n",
        sharing, seed, reached, clock.seconds, 100 * clock.lastError);
  }
}
