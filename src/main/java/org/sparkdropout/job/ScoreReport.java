package org.sparkdropout.job;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** What job score tells of a run, as JSON. */
final class ScoreReport {
  /** In the folder of the table; its name begins with _, so Spark's readers pass it over. */
  static final String NAME = "_score-report.json";

  private ScoreReport() {}

  /**
   * The fields of a report.
   *
   * @param runId of this run
   * @param tally what was counted
   * @param reasons why rows were unfit
   * @param seconds from the start of the run
   */
  static Map<String, Object> fields(
      String runId,
      Settings settings,
      LoadedPipeline model,
      InvalidRows invalid,
      ScoreTally tally,
      Reasons reasons,
      double seconds) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("runId", runId);
    report.put("rows", rows(tally.counts()));
    report.put("handleInvalid", invalid.policy().orElseThrow());
    report.put("reasons", reasons.counts());
    report.put("rowsOfOtherReasons", reasons.others());
    report.put("weightlessCategories", tally.weightless());
    report.putAll(tally.answers());
    report.put("monteCarlo", model.network().getMonteCarlo());
    report.put("model", model(model));
    report.put("settings", settings.changed());
    report.put("seconds", seconds);
    report.put("versions", versions());
    return report;
  }

  private static Map<String, String> versions() {
    String own = ScoreReport.class.getPackage().getImplementationVersion();
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("spark-dropout", Optional.ofNullable(own).orElse("unpackaged"));
    versions.put("spark", SparkSession.active().version());
    versions.put("java", Runtime.version().toString());
    return versions;
  }

  private static Map<String, Long> rows(RowCounts counts) {
    Map<String, Long> rows = new LinkedHashMap<>();
    rows.put("in", counts.in());
    rows.put("out", counts.out());
    rows.put("skipped", counts.skipped());
    rows.put("quarantined", counts.quarantined());
    rows.put("keptWithoutAnswer", counts.unanswered());
    return rows;
  }

  private static Map<String, Object> model(LoadedPipeline model) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("weightsSha256", model.network().weightsDigest());
    fields.put("runId", model.runId().orElse(null));
    fields.put("createdAt", model.network().provenance().createdAt().toString());
    fields.put("versions", model.network().provenance().versions());
    return fields;
  }
}
