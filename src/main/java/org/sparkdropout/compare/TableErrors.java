package org.sparkdropout.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.sparkdropout.head.ErrorMeasure;

/**
 * What a comparison found on one table.
 *
 * @param table its name, for people to read
 * @param measure what errors are
 * @param errors the mean test error of each arm, by its name, in the order of the arms
 * @param baselines the name of the baseline of each other arm
 */
public record TableErrors(
    String table, ErrorMeasure measure, Map<String, Double> errors, Map<String, String> baselines) {

  /**
   * Reads what a comparison has written.
   *
   * @param table its name
   * @param report the content of report.json
   * @return nothing if it is no such report
   */
  public static Optional<TableErrors> read(String table, JsonNode report) {
    Map<String, Double> errors = new LinkedHashMap<>();
    for (JsonNode arm : report.path("arms")) {
      errors.put(arm.path("name").asText(), mean(arm.path("runs")));
    }
    Map<String, String> baselines = new LinkedHashMap<>();
    for (JsonNode one : report.path("differences")) {
      baselines.put(one.path("arm").asText(), one.path("baseline").asText());
    }
    return measure(report.path("measure").asText())
        .filter(measure -> !baselines.isEmpty())
        .filter(measure -> errors.keySet().containsAll(baselines.keySet()))
        .filter(measure -> errors.keySet().containsAll(baselines.values()))
        .map(measure -> new TableErrors(table, measure, errors, baselines));
  }

  private static Optional<ErrorMeasure> measure(String name) {
    for (ErrorMeasure measure : ErrorMeasure.values()) {
      if (measure.name().equals(name)) {
        return Optional.of(measure);
      }
    }
    return Optional.empty();
  }

  private static double mean(JsonNode runs) {
    double sum = 0;
    for (JsonNode run : runs) {
      JsonNode test = run.path("test");
      JsonNode error = test.path("error").isNumber() ? test.path("error") : test.path("rmse");
      sum += error.isNumber() ? error.asDouble() : Double.NaN;
    }
    return sum / runs.size();
  }

  /** Whether it has an arm, the same baseline of it, and figures of both. */
  boolean has(String arm, String baseline) {
    return baseline.equals(baselines.get(arm)) && Double.isFinite(difference(arm, baseline));
  }

  /** The error of the arm less that of the baseline. */
  double difference(String arm, String baseline) {
    return errors.get(arm) - errors.get(baseline);
  }
}
