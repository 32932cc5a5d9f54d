package org.sparkdropout.fit;

import java.util.List;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Dataset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sparkdropout.checkpoint.RunIdentity;
import org.sparkdropout.data.DataProfile;
import org.sparkdropout.data.ExampleReader;
import org.sparkdropout.data.Examples;
import org.sparkdropout.data.HandleInvalid;
import org.sparkdropout.data.Shards;
import org.sparkdropout.data.ValidationSplit;
import org.sparkdropout.head.Tally;
import org.sparkdropout.ml.param.SharedParams;
import org.sparkdropout.monitor.RunId;
import org.sparkdropout.train.Checkpoints;
import org.sparkdropout.train.Evaluation;
import org.sparkdropout.train.Trainer;
import org.sparkdropout.train.TrainingListener;
import org.sparkdropout.train.TrainingLog;
import org.sparkdropout.train.TrainingMetrics;
import org.sparkdropout.train.TrainingResult;

/** Trains a network on a table: what all estimators share. */
public final class Fit {
  private static final Logger LOG = LoggerFactory.getLogger(Fit.class);

  private final Function<Configuration, GivenNetwork> start;
  private final TrainingListener listener;

  /**
   * A fit that has not begun.
   *
   * @param start reads what the run starts from, by the configuration of the cluster
   * @param listener told of progress, on the driver's thread
   */
  public Fit(Function<Configuration, GivenNetwork> start, TrainingListener listener) {
    this.start = start;
    this.listener = listener;
  }

  /**
   * What reads the examples of a table.
   *
   * @param params that name its columns and say what becomes of its rows
   * @return the reader
   */
  public static ExampleReader reader(SharedParams params) {
    return new ExampleReader(
        new SchemaCheck(params).columns(),
        Task.of(params).target(),
        HandleInvalid.of(params.getHandleInvalid()),
        new ValidationSplit(params.getValidationFraction(), params.getSeed()));
  }

  /**
   * Trains.
   *
   * @param table that {@link SchemaCheck} has passed
   * @return what the run ended with
   */
  public FittedNetwork on(Dataset<?> table) {
    SparkContext cluster = table.sparkSession().sparkContext();
    try (RunId run = RunId.open(cluster);
        TrainingLog log = new TrainingLog(run.id());
        TrainingMetrics metrics = new TrainingMetrics()) {
      return train(table, cluster, TrainingListener.all(log, metrics, listener));
    }
  }

  /**
   * Reads a table, and trains nothing.
   *
   * @param table that {@link SchemaCheck} has passed
   * @return what a run on it would be, for any number of replicas
   */
  public PlannedRuns planned(Dataset<?> table) {
    return planned(table, start.apply(table.sparkSession().sparkContext().hadoopConfiguration()));
  }

  private static PlannedRuns planned(Dataset<?> table, GivenNetwork unfitted) {
    return PlannedRuns.of(unfitted, reader(unfitted.asked()).read(table), table.schema());
  }

  private FittedNetwork train(Dataset<?> table, SparkContext cluster, TrainingListener told) {
    Configuration hadoop = cluster.hadoopConfiguration();
    GivenNetwork unfitted = start.apply(hadoop);
    RunHistory.check(unfitted.asked(), hadoop);
    PlannedRuns runs = planned(table, unfitted);
    Examples examples = runs.table();
    PlanResolver resolver = runs.resolver(runs.replicas(cluster));
    GivenNetwork given = resolver.given();
    Task task = Task.of(given.asked());
    DataProfile profile = examples.profile();
    ClassWeighting weighting = ClassWeighting.of(given.asked(), table.schema(), profile.classes());
    resolver.checkMemory(MemoryCheck.of(cluster));
    try (DealtExamples dealt = DealtExamples.of(examples, resolver.dealing())) {
      Shards training = dealt.training();
      ResolvedRun run =
          resolver.run(training.rows() / training.weightSum(), weighting.over(training));
      RunIdentity identity = RunCheckpoints.identity(given, profile, dealt, run.plan());
      Checkpoints checkpoints = RunCheckpoints.of(given, identity, hadoop);
      TrainingResult result;
      try (RunHistory history = RunHistory.of(given.params(), identity, hadoop)) {
        TrainingListener all = TrainingListener.all(told, history.listener());
        result =
            new Trainer(run.plan(), run.engine(), training, dealt.validation(), checkpoints, all)
                .train();
      }
      List<String> warnings =
          new TrainingWarnings(examples, task.constantAnswer(examples), run.plan(), result)
              .check(() -> measured(result, run, training));
      warnings.forEach(LOG::warn);
      return new TrainingReport(given, run, profile, result, warnings)
          .network(training.fingerprint());
    }
  }

  private static Tally measured(TrainingResult result, ResolvedRun run, Shards training) {
    return Evaluation.of(result.weights(), run.engine(), training, "check training rows");
  }
}
