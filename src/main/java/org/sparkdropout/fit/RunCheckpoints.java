package org.sparkdropout.fit;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.ml.param.Param;
import org.sparkdropout.checkpoint.Checkpoint;
import org.sparkdropout.checkpoint.CheckpointException;
import org.sparkdropout.checkpoint.CheckpointFolder;
import org.sparkdropout.checkpoint.CheckpointInterval;
import org.sparkdropout.checkpoint.Checkpointing;
import org.sparkdropout.checkpoint.RunIdentity;
import org.sparkdropout.data.DataProfile;
import org.sparkdropout.data.Shards;
import org.sparkdropout.data.TargetKind;
import org.sparkdropout.ml.param.OptimizerKind;
import org.sparkdropout.ml.param.Setting;
import org.sparkdropout.ml.param.SharedParams;
import org.sparkdropout.ml.param.TrainingSettings;
import org.sparkdropout.model.WeightBytes;
import org.sparkdropout.train.Checkpoints;
import org.sparkdropout.train.TrainingPlan;
import org.sparkdropout.train.TrainingResult;

/** The checkpoints of an estimator's run, as its params ask for them, and networks made of them. */
public final class RunCheckpoints {
  /** Stands among the settings for the weights that a run starts from. */
  private static final String START = "SHA-256 of the weights to start from";

  private RunCheckpoints() {}

  /** The checkpoints of a run; none if no path is set. */
  static Checkpoints of(GivenNetwork given, RunIdentity identity, Configuration hadoop) {
    SharedParams params = given.params();
    Optional<String> path = params.checkpointFolder();
    if (path.isEmpty()) {
      return Checkpoints.NONE;
    }
    return new Checkpointing(
        new CheckpointFolder(path.get(), hadoop),
        identity,
        CheckpointInterval.parse(params.getCheckpointInterval()).orElseThrow(),
        params.getCheckpointKeep(),
        params.getCheckpointResume());
  }

  /** The replicas of the run to go on, where their number was left to the cluster it ran on. */
  static Optional<Integer> replicas(SharedParams params, Configuration hadoop) {
    return params
        .checkpointFolder()
        .filter(path -> params.getCheckpointResume())
        .flatMap(path -> new CheckpointFolder(path, hadoop).newest())
        .map(checkpoint -> checkpoint.run().replicas());
  }

  /** What the bits of a run depend on. */
  static RunIdentity identity(
      GivenNetwork given, DataProfile profile, DealtExamples dealt, TrainingPlan plan) {
    return new RunIdentity(
        settings(given),
        profile,
        dealt.training().fingerprint(),
        dealt.validation().map(Shards::fingerprint).orElse(""),
        plan.replicas(),
        plan.weightScale(),
        Versions.own());
  }

  /** What is compared of the settings: the params that have a value, and the weights. */
  static SortedMap<String, String> settings(GivenNetwork given) {
    SharedParams params = given.params();
    SortedMap<String, String> settings = new TreeMap<>();
    for (Param<?> param : params.params()) {
      if (params.isDefined(param) && isCompared(params, param)) {
        settings.put(param.name(), json(params, param));
      }
    }
    given.weights().ifPresent(weights -> settings.put(START, WeightBytes.digest(weights)));
    return settings;
  }

  /** Params of Spark's own classes are compared. */
  private static boolean isCompared(SharedParams params, Param<?> param) {
    Setting.Identity identity =
        TrainingSettings.named(param.name())
            .<Setting.Identity>map(Setting::identity)
            .orElse(Setting.Identity.COMPARED);
    return switch (identity) {
      case COMPARED -> true;
      case COMPARED_UNLESS_DEFAULT -> !isDefault(params, param);
      case IGNORED -> false;
    };
  }

  private static <T> boolean isDefault(SharedParams params, Param<T> param) {
    return params.hasDefault(param)
        && param.jsonEncode(params.getDefault(param).get()).equals(json(params, param));
  }

  /** A param's value as Spark writes it in JSON. */
  static <T> String json(SharedParams params, Param<T> param) {
    return param.jsonEncode(params.getOrDefault(param));
  }

  /**
   * The network that a run would have ended with at its newest whole checkpoint.
   *
   * @param path of the checkpoints' folder
   * @param hadoop how to reach it
   * @param estimator makes a new one for what the labels of the run are; its params become those of
   *     the run
   * @return with the params and provenance of that run
   * @throws CheckpointException if there is no whole checkpoint, or one of another version
   */
  public static FittedNetwork newest(
      String path, Configuration hadoop, Function<TargetKind, SharedParams> estimator) {
    CheckpointFolder folder = new CheckpointFolder(path, hadoop);
    return folder
        .newest()
        .map(checkpoint -> network(checkpoint, estimator.apply(target(checkpoint.run()))))
        .orElseThrow(
            () ->
                new CheckpointException(
                    "checkpointPath must name a folder with checkpoints. Provided: %s, which has none. Name the folder that was the checkpointPath of a run"
                        .formatted(folder)));
  }

  private static TargetKind target(RunIdentity run) {
    return run.profile().scale().isPresent() ? TargetKind.NUMBERS : TargetKind.CLASS;
  }

  private static FittedNetwork network(Checkpoint checkpoint, SharedParams params) {
    RunIdentity run = checkpoint.run();
    Task.of(params).head(run.profile());
    set(params, run);
    GivenNetwork given = GivenNetwork.of(params);
    ResolvedRun resolved =
        new PlanResolver(given, run.profile(), ReplicaCount.given(run.replicas()), new int[0])
            .run(run.weightScale(), List.of());
    TrainingResult result = checkpoint.state().result(resolved.plan(), resolved.engine());
    return new TrainingReport(given, resolved, run.profile(), result, List.of())
        .network(run.fingerprint());
  }

  private static void set(SharedParams params, RunIdentity run) {
    SortedMap<String, String> settings = new TreeMap<>(run.settings());
    settings.remove(START);
    settings.forEach((name, value) -> set(params, name, value, run));
    params.set(params.replicas(), run.replicas());
    if (OptimizerKind.of(params).learningRate(params) != params.getLearningRate()) {
      params.set(params.learningRate(), params.getLearningRate()); // Unset, it would be another.
    }
  }

  private static void set(SharedParams params, String name, String value, RunIdentity run) {
    if (!params.hasParam(name)) {
      throw new CheckpointException(
          ("A checkpoint's settings must be known. This one, of Spark Dropout %s, has %s = %s, which %s"
                  + " does not have: use the version that wrote it")
              .formatted(run.version(), name, value, Versions.own()));
    }
    Param<Object> param = params.getParam(name);
    Object decoded = param.jsonDecode(value);
    if (!params.isDefined(param) || !param.jsonEncode(params.getOrDefault(param)).equals(value)) {
      params.set(param, decoded);
    }
  }
}
