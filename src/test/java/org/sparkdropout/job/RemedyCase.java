package org.sparkdropout.job;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.sparkdropout.dl4j.Networks;

/**
 * One message with its remedy, as a file of {@code remedies} has it.
 *
 * @param file all of the file
 * @param entry the case: {@code says}, {@code code}, {@code given}, {@code remedy}
 * @param folder of all that the file's cases read and write
 */
record RemedyCase(Config file, Config entry, Path folder) {
  private static final String RESOURCES = "remedies/";
  private static final Map<String, Supplier<Job>> JOBS =
      Map.of(
          "train", TrainJob::new,
          "score", ScoreJob::new,
          "export", ExportJob::new,
          "compare", CompareJob::new,
          "plan", PlanJob::new);

  /** Runs that have been done, by job and settings: many cases end in the same one. */
  private static final Map<String, Outcome> DONE = new HashMap<>();

  /**
   * What a job did.
   *
   * @param code its exit code
   * @param said all that it printed and logged as warnings
   */
  record Outcome(int code, String said) {}

  /** The cases of a file, after its tables are written and its first runs are done. */
  static List<RemedyCase> of(String name, Path parent) {
    try {
      Path folder = Files.createDirectories(parent.resolve(name));
      Config places =
          ConfigFactory.parseMap(
              Map.of(
                  "folder", folder.toString(),
                  "samples", JobRun.SAMPLES.toString(),
                  "keras", BatchCase.file("../keras/keras3").toString()));
      dl4j(folder);
      Config file =
          ConfigFactory.parseResources(RemedyCase.class, RESOURCES + name + ".conf")
              .withFallback(places)
              .resolve();
      for (Map.Entry<String, ConfigValue> text : file.getObject("files").entrySet()) {
        String lines = String.valueOf(text.getValue().unwrapped());
        Path place = folder.resolve(text.getKey());
        Files.createDirectories(place.getParent());
        Files.writeString(place, lines.stripTrailing().stripIndent().strip() + "\n");
      }
      runFirst(file, file, folder);
      return file.getConfigList("cases").stream()
          .map(entry -> new RemedyCase(file, entry, folder))
          .toList();
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }

  /** Networks of DL4J, by the numbers of their features and classes. */
  private static void dl4j(Path folder) throws IOException {
    for (int features : List.of(3, 4)) {
      for (int classes : List.of(2, 3)) {
        Files.writeString(
            folder.resolve("dl4j-%d-%d.json".formatted(features, classes)),
            Networks.dense(features, classes, null).toJson());
      }
    }
  }

  /** Runs whose output cases need, such as a model to score with. */
  private static void runFirst(Config file, Config place, Path folder) {
    if (place.hasPath("first")) {
      for (Config first : place.getConfigList("first")) {
        Outcome done = new RemedyCase(file, first, folder).run(first.getConfig("given"));
        if (done.code() != 0) {
          throw new IllegalStateException(done.said());
        }
      }
    }
  }

  /** This case, and those that come one after another once its remedy is done. */
  List<RemedyCase> steps() {
    List<RemedyCase> steps = new ArrayList<>(List.of(this));
    if (entry.hasPath("then")) {
      for (Config next : entry.getConfigList("then")) {
        Config given = steps.get(steps.size() - 1).remedied();
        Config job = entry.withOnlyPath("job");
        steps.add(
            new RemedyCase(file, next.withValue("given", given.root()).withFallback(job), folder));
      }
    }
    return steps;
  }

  /** The run that fails or warns. */
  Outcome withoutRemedy() {
    runFirst(file, entry, folder);
    return run(entry.getConfig("given"));
  }

  /** The same run after what the message says has been done. */
  Outcome withRemedy() {
    return run(remedied());
  }

  private Config remedied() {
    return entry.getConfig("remedy").withFallback(entry.getConfig("given"));
  }

  private Outcome run(Config settings) {
    String job = entry.hasPath("job") ? entry.getString("job") : "train";
    Config all = withoutNulls(settings.withFallback(file.getConfig("defaults." + job)));
    return DONE.computeIfAbsent(job + all, same -> run(job, all));
  }

  private static Config withoutNulls(Config settings) {
    Config set = ConfigFactory.empty();
    for (Map.Entry<String, ConfigValue> entry : settings.entrySet()) {
      set = set.withValue(entry.getKey(), entry.getValue());
    }
    return set;
  }

  private Outcome run(String job, Config settings) {
    try (LoggedWarnings warnings = LoggedWarnings.open()) {
      Path config = Files.createTempFile(folder, job, ".conf");
      Config output = ConfigFactory.parseMap(Map.of("output.path", config + "-output"));
      Files.writeString(
          config, settings.withFallback(output).root().render(ConfigRenderOptions.concise()));
      JobRun run = JobRun.of(JOBS.get(job).get(), "--config", config.toString());
      return new Outcome(run.code(), String.join("\n", run.out(), run.err(), warnings.text()));
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }

  /** What the message must say, each in these words. */
  List<String> says() {
    return entry.getValue("says").unwrapped() instanceof String text
        ? List.of(text)
        : entry.getStringList("says");
  }

  /** The exit code without the remedy: 0 where the message is a warning. */
  int code() {
    return entry.getInt("code");
  }

  @Override
  public String toString() {
    return says().get(0);
  }
}
