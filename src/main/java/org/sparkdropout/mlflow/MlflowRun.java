package org.sparkdropout.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.commons.lang3.StringUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * A run in MLflow.
 *
 * @param server that has it
 * @param id of it
 * @param artifacts where the server wants its files, as a URI
 */
record MlflowRun(MlflowServer server, String id, String artifacts) {
  private static final int MOST_AT_ONCE = 100;
  private static final int LONGEST_PARAM = 6000;
  private static final int LONGEST_TAG = 5000;

  /** Begins a run. */
  static MlflowRun begin(
      MlflowExperiment experiment, String name, long millis, Map<String, String> tags)
      throws IOException, InterruptedException {
    MlflowServer server = experiment.server();
    JsonNode info =
        server
            .post(
                "runs/create",
                Map.of(
                    "experiment_id",
                    experiment.id(),
                    "run_name",
                    name,
                    "start_time",
                    millis,
                    "tags",
                    pairs(tags, LONGEST_TAG)))
            .path("run")
            .path("info");
    return new MlflowRun(server, info.path("run_id").asText(), info.path("artifact_uri").asText());
  }

  private static List<Map<String, String>> pairs(Map<String, String> values, int longest) {
    return values.entrySet().stream()
        .map(
            entry ->
                Map.of(
                    "key", entry.getKey(),
                    "value", StringUtils.abbreviate(entry.getValue(), longest)))
        .toList();
  }

  /** Adds params, which must not change. */
  void params(Map<String, String> params) throws IOException, InterruptedException {
    List<Map<String, String>> all = pairs(params, LONGEST_PARAM);
    for (int from = 0; from < all.size(); from += MOST_AT_ONCE) {
      log("params", all.subList(from, Math.min(all.size(), from + MOST_AT_ONCE)));
    }
  }

  void tags(Map<String, String> tags) throws IOException, InterruptedException {
    log("tags", pairs(tags, LONGEST_TAG));
  }

  /** Adds figures of a step; those that are not finite are left out. */
  void metrics(Map<String, Double> values, long step, long millis)
      throws IOException, InterruptedException {
    log(
        "metrics",
        values.entrySet().stream()
            .filter(entry -> Double.isFinite(entry.getValue()))
            .map(
                entry ->
                    Map.of(
                        "key",
                        entry.getKey(),
                        "value",
                        entry.getValue(),
                        "timestamp",
                        millis,
                        "step",
                        step))
            .toList());
  }

  private void log(String kind, List<?> values) throws IOException, InterruptedException {
    server.post("runs/log-batch", Map.of("run_id", id, kind, values));
  }

  /** Copies the files of a folder, and of those within it. */
  void upload(Path folder, Configuration hadoop) throws IOException, InterruptedException {
    MlflowArtifacts.of(this, hadoop).upload(folder);
  }

  /** Ends the run. */
  void end(boolean succeeded, long millis) throws IOException, InterruptedException {
    String status = succeeded ? "FINISHED" : "FAILED";
    server.post("runs/update", Map.of("run_id", id, "status", status, "end_time", millis));
  }
}
