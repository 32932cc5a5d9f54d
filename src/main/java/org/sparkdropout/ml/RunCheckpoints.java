package org.sparkdropout.ml;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.sparkdropout.checkpoint.Checkpoint;
import org.sparkdropout.checkpoint.CheckpointException;
import org.sparkdropout.checkpoint.CheckpointFolder;
import org.sparkdropout.checkpoint.CheckpointInterval;
import org.sparkdropout.checkpoint.Checkpointing;
import org.sparkdropout.checkpoint.RunIdentity;
import org.sparkdropout.data.DataProfile;
import org.sparkdropout.data.Shards;
import org.sparkdropout.model.WeightBytes;
import org.sparkdropout.train.Checkpoints;
import org.sparkdropout.train.TrainingPlan;
import org.sparkdropout.train.TrainingResult;

/** The checkpoints of an estimator's run, as its params ask for them, and models made of them. */
final class RunCheckpoints {
  /** Stands among the settings for the weights that a run starts from. */
  private static final String START = "SHA-256 of the weights to start from";

  private RunCheckpoints() {}

  /** The checkpoints of a run; none if no path is set. */
  static Checkpoints of(
      GivenNetwork given,
      DataProfile profile,
      DealtExamples dealt,
      TrainingPlan plan,
      Configuration hadoop) {
    DropoutClassifierParams params = given.params();
    Optional<String> path = params.checkpointFolder();
    if (path.isEmpty()) {
      return Checkpoints.NONE;
    }
    return new Checkpointing(
        new CheckpointFolder(path.get(), hadoop),
        identity(given, profile, dealt, plan),
        CheckpointInterval.parse(params.getCheckpointInterval()).orElseThrow(),
        params.getCheckpointKeep(),
        params.getCheckpointResume());
  }

  /** The replicas of the run to go on, where their number was left to the cluster it ran on. */
  static Optional<Integer> replicas(DropoutClassifierParams params, Configuration hadoop) {
    return params
        .checkpointFolder()
        .filter(path -> params.getCheckpointResume())
        .flatMap(path -> new CheckpointFolder(path, hadoop).newest())
        .map(checkpoint -> checkpoint.run().replicas());
  }

  private static RunIdentity identity(
      GivenNetwork given, DataProfile profile, DealtExamples dealt, TrainingPlan plan) {
    return new RunIdentity(
        settings(given),
        profile,
        dealt.training().fingerprint(),
        dealt.validation().map(Shards::fingerprint).orElse(""),
        plan.replicas(),
        plan.weightScale(),
        TrainingReport.ownVersion());
  }

  private static SortedMap<String, String> settings(GivenNetwork given) {
    DropoutClassifierParams params = given.params();
    SortedMap<String, String> settings = new TreeMap<>();
    for (Param<?> param : params.params()) {
      if (params.isDefined(param) && changesResult(params, param)) {
        settings.put(param.name(), json(params, param));
      }
    }
    given.weights().ifPresent(weights -> settings.put(START, WeightBytes.digest(weights)));
    return settings;
  }

  private static boolean changesResult(DropoutClassifierParams params, Param<?> param) {
    return !isOurEngine(params, param)
        && !param.name().startsWith(CheckpointParams.PREFIX)
        && !param.name().equals(params.averagingPath().name())
        && !param.name().equals(params.replicas().name()); // counts as resolved
  }

  /** It goes without saying: runs from before there was another one go on. */
  private static boolean isOurEngine(DropoutClassifierParams params, Param<?> param) {
    return param.name().equals(params.engine().name()) && params.getEngine().equals("blas");
  }

  private static <T> String json(DropoutClassifierParams params, Param<T> param) {
    return param.jsonEncode(params.getOrDefault(param));
  }

  /** The model that training would have ended with at a checkpoint. */
  static DropoutClassificationModel model(Checkpoint checkpoint) {
    RunIdentity run = checkpoint.run();
    DropoutClassifier params = params(run);
    GivenNetwork given = new GivenNetwork(params, Optional.empty());
    ResolvedRun resolved =
        new PlanResolver(given, run.profile(), ReplicaCount.given(run.replicas()), new int[0])
            .run(run.weightScale());
    TrainingResult result = checkpoint.state().result(resolved.plan());
    TrainingReport report = new TrainingReport(resolved, run.profile(), result, List.of());
    DropoutClassificationModel model = report.model(params, params, run.fingerprint());
    return params.copyValues(model, ParamMap.empty());
  }

  private static DropoutClassifier params(RunIdentity run) {
    DropoutClassifier params = new DropoutClassifier();
    SortedMap<String, String> settings = new TreeMap<>(run.settings());
    settings.remove(START);
    settings.forEach((name, value) -> set(params, name, value, run));
    return params.setReplicas(run.replicas());
  }

  private static void set(DropoutClassifier params, String name, String value, RunIdentity run) {
    if (!params.hasParam(name)) {
      throw new CheckpointException(
          ("A checkpoint's settings must be known. This one, of Spark Dropout %s, has %s = %s, which %s"
                  + " does not have: use the version that wrote it")
              .formatted(run.version(), name, value, TrainingReport.ownVersion()));
    }
    Param<Object> param = params.getParam(name);
    Object decoded = param.jsonDecode(value);
    if (!params.isDefined(param) || !param.jsonEncode(params.getOrDefault(param)).equals(value)) {
      params.set(param, decoded);
    }
  }
}
