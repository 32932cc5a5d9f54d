package org.sparkdropout.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.sparkdropout.fit.Versions;
import org.sparkdropout.history.Delivery;
import org.sparkdropout.mlflow.MlflowExperiment;
import org.sparkdropout.mlflow.MlflowHistory;
import org.sparkdropout.mlflow.RunDescription;
import org.sparkdropout.tensorboard.EventFolder;
import org.sparkdropout.train.TrainingListener;

/**
 * The history of a job for other programs: its runs in MLflow, if {@code summary.mlflow} names a
 * server. They are the job itself and those that are part of it. What has not come to its end when
 * this is closed has failed. Estimators write the files of TensorBoard themselves. Thread-safe.
 */
final class JobHistory implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Settings settings;
  private final Map<String, String> tags;
  private final Optional<MlflowExperiment> experiment;
  private final Delivery delivery;
  private final Map<String, MlflowHistory> parts = new LinkedHashMap<>();
  private Optional<MlflowHistory> whole = Optional.empty();

  private JobHistory(Settings settings, Map<String, String> tags) {
    this.settings = settings;
    this.tags = tags;
    this.experiment = new MlflowSettings(settings).experiment();
    this.delivery =
        new Delivery("MLflow's experiment " + experiment.map(MlflowExperiment::name).orElse(""));
  }

  /**
   * Checks the folder of TensorBoard's files and reaches MLflow's server.
   *
   * @param settings of the job
   * @param job such as jobs/train
   * @param runId of the job, for people to find its log lines by
   * @param hadoop the file systems
   * @throws SettingsException if the server cannot be reached or refuses
   * @throws IllegalArgumentException if the folder cannot be written to
   */
  static JobHistory open(Settings settings, String job, String runId, Configuration hadoop) {
    settings
        .optional("summary.tensorboard")
        .ifPresent(path -> EventFolder.of(path, hadoop).check());
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("mlflow.source.name", job);
    tags.put("mlflow.source.type", "JOB");
    tags.put("mlflow.user", System.getProperty("user.name"));
    tags.put("spark_dropout.version", Versions.own());
    tags.put("spark_dropout.run_id", runId);
    return new JobHistory(settings, tags);
  }

  /**
   * Begins the run of the job.
   *
   * @param resolved the settings, once the table is known
   * @return told of its training
   */
  synchronized TrainingListener begin(Settings resolved) {
    Map<String, String> more = new LinkedHashMap<>(tags);
    more.put("spark_dropout.seed", resolved.plain("train.seed"));
    whole =
        experiment.map(
            one ->
                MlflowHistory.begin(
                    one,
                    new RunDescription(
                        resolved.redaction().text(RunName.of(settings)), params(resolved), more),
                    Optional.empty(),
                    delivery));
    return whole.<TrainingListener>map(one -> one).orElse(TrainingListener.NONE);
  }

  /** The settings of training, and all others that are not as by default. */
  private static Map<String, String> params(Settings resolved) {
    Map<String, String> params = new LinkedHashMap<>();
    resolved.reference().defaults().keySet().stream()
        .filter(key -> key.startsWith("train.") && !resolved.isNull(key))
        .forEach(key -> params.put(key, resolved.redaction().value(key, resolved.plain(key))));
    params.putAll(resolved.changed());
    params.keySet().removeIf(key -> key.startsWith("summary."));
    return params;
  }

  /**
   * Begins a run that is part of the job.
   *
   * @param name of the run
   * @param seed of it
   * @param params of its arm
   * @return told of its training
   */
  synchronized TrainingListener part(String name, long seed, Map<String, String> params) {
    Map<String, String> more = new LinkedHashMap<>(tags);
    more.put("spark_dropout.seed", String.valueOf(seed));
    Map<String, String> keys = new LinkedHashMap<>();
    params.forEach(
        (param, value) ->
            keys.put(ArmSettings.keyOfParam(param), settings.redaction().text(value)));
    Optional<MlflowHistory> begun =
        experiment.map(
            one -> MlflowHistory.begin(one, new RunDescription(name, keys, more), whole, delivery));
    begun.ifPresent(one -> parts.put(name, one));
    return begun.<TrainingListener>map(one -> one).orElse(TrainingListener.NONE);
  }

  /** Ends a part with its figures. */
  synchronized void measured(String name, Object figures) {
    Optional.ofNullable(parts.get(name))
        .ifPresent(
            run -> {
              run.metrics(numbers(figures), 0);
              run.end(true);
            });
  }

  /** Ends a part that has failed. */
  synchronized void failed(String name) {
    Optional.ofNullable(parts.get(name)).ifPresent(run -> run.end(false));
  }

  /** Adds the figures of the job's run. */
  synchronized void measured(Object figures) {
    whole.ifPresent(run -> run.metrics(numbers(figures), 0));
  }

  /** Adds tags to the job's run. */
  synchronized void tag(Map<String, String> more) {
    whole.ifPresent(run -> run.tags(more));
  }

  /**
   * The numbers of an object as its JSON has them; of inner objects as a.b, of lists none. Signs
   * that MLflow does not take in names, as labels may have them, become underscores.
   */
  static Map<String, Double> numbers(Object figures) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    addNumbers("", JSON.valueToTree(figures), numbers);
    return numbers;
  }

  private static void addNumbers(String prefix, JsonNode node, Map<String, Double> into) {
    node.fields()
        .forEachRemaining(
            field -> {
              String name = prefix + field.getKey().replaceAll("[^\\w.\\- :/]", "_");
              if (field.getValue().isNumber()) {
                into.put(name, field.getValue().asDouble());
              } else if (field.getValue().isObject()) {
                addNumbers(name + ".", field.getValue(), into);
              }
            });
  }

  /** The job has come to its end: its files are copied, if they are to be. */
  synchronized void succeed(Path output, Configuration hadoop) {
    whole.ifPresent(
        run -> {
          run.end(true);
          if (settings.flag(MlflowSettings.ARTIFACTS)) {
            run.upload(output, hadoop);
          }
        });
  }

  /** Ends all runs. */
  @Override
  public synchronized void close() {
    List<MlflowHistory> all = new ArrayList<>(parts.values());
    whole.ifPresent(all::add);
    all.forEach(run -> run.end(false));
    delivery.close();
  }
}
