package org.sparkdropout.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Observation;

/**
 * What was counted while a table was scored.
 *
 * @param counts of rows
 * @param answers figures of the answers, as {@link ScoredAnswers} reports them
 * @param weightless for each column of categories that has any: rows of the scored table whose
 *     category weighs nothing
 */
record ScoreTally(RowCounts counts, Map<String, Object> answers, Map<String, Long> weightless) {
  static final String ROWS = "rows";
  static final String UNANSWERED = "unanswered";
  static final String WEIGHTLESS = "weightless ";

  /** Reads what was observed under the names of {@link ScoredTable}'s tally. */
  static ScoreTally of(
      long in, Map<String, Object> observed, ScoredAnswers answers, List<String> weightless) {
    long out = (long) observed.get(ROWS);
    long unanswered = (long) observed.get(UNANSWERED);
    return new ScoreTally(
        new RowCounts(in, out, unanswered, 0),
        answers.report(observed, out - unanswered),
        weightless(observed, weightless));
  }

  private static Map<String, Long> weightless(Map<String, Object> observed, List<String> columns) {
    Map<String, Long> rows = new LinkedHashMap<>();
    for (int place = 0; place < columns.size(); place++) {
      long count = (long) observed.get(WEIGHTLESS + place);
      if (count > 0) {
        rows.put(columns.get(place), count);
      }
    }
    return rows;
  }

  ScoreTally quarantined(long rows) {
    return new ScoreTally(counts.quarantined(rows), answers, weightless);
  }

  /** Waits for what a finished query has counted. */
  static Map<String, Object> observed(Observation observation) {
    try {
      return observation.getAsJava();
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while rows were counted", interruption);
    }
  }
}
