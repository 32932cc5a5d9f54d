package org.sparkdropout.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;

/**
 * An experiment, in which MLflow keeps runs.
 *
 * @param server that has it
 * @param name of it
 * @param id of it
 */
public record MlflowExperiment(MlflowServer server, String name, String id) {
  /**
   * Looks an experiment up, and makes it if it is not there.
   *
   * @param server to ask
   * @param name of the experiment
   * @return the experiment
   * @throws IOException if the server cannot be reached or refuses
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  public static MlflowExperiment open(MlflowServer server, String name)
      throws IOException, InterruptedException {
    try {
      JsonNode found =
          server.get("experiments/get-by-name", "experiment_name", name).path("experiment");
      if (found.path("lifecycle_stage").asText().equals("deleted")) {
        throw new IOException("%s has deleted the experiment %s".formatted(server.address(), name));
      }
      return new MlflowExperiment(server, name, found.path("experiment_id").asText());
    } catch (MlflowException failure) {
      if (!failure.isNotFound()) {
        throw failure;
      }
      JsonNode made = server.post("experiments/create", Map.of("name", name));
      return new MlflowExperiment(server, name, made.path("experiment_id").asText());
    }
  }
}
