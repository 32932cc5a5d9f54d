package org.sparkdropout.job;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * What was counted while a table was scored.
 *
 * @param counts of rows
 * @param classes how many rows were predicted to be of each class, in their order
 * @param confidence the mean probability of the predicted classes; none if nothing was predicted
 * @param weightless for each column of categories that has any: rows of the scored table whose
 *     category weighs nothing
 */
record ScoreTally(
    RowCounts counts, List<Long> classes, OptionalDouble confidence, Map<String, Long> weightless) {
  static final String ROWS = "rows";
  static final String UNANSWERED = "unanswered";
  static final String CLASSES = "classes";
  static final String WEIGHTLESS = "weightless ";
  static final String CONFIDENCE = "confidence";

  /** Reads what was observed under the names of {@link ScoredTable}'s tally. */
  @SuppressWarnings("unchecked")
  static ScoreTally of(
      long in, Map<String, Object> observed, int classes, List<String> weightless) {
    long out = (long) observed.get(ROWS);
    long unanswered = (long) observed.get(UNANSWERED);
    BigDecimal sum = (BigDecimal) observed.get(CONFIDENCE);
    return new ScoreTally(
        new RowCounts(in, out, unanswered, 0),
        classes((Seq<Row>) observed.get(CLASSES), classes),
        sum == null
            ? OptionalDouble.empty()
            : OptionalDouble.of(
                sum.divide(BigDecimal.valueOf(out - unanswered), MathContext.DECIMAL64)
                    .doubleValue()),
        weightless(observed, weightless));
  }

  /** Bins of a histogram, in which a class may be twice; null if there are none. */
  private static List<Long> classes(Seq<Row> bins, int classes) {
    Long[] rows = new Long[classes];
    Arrays.fill(rows, 0L);
    if (bins != null) {
      JavaConverters.seqAsJavaList(bins)
          .forEach(bin -> rows[(int) bin.getDouble(0)] += (long) bin.getDouble(1));
    }
    return List.of(rows);
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
    return new ScoreTally(counts.quarantined(rows), classes, confidence, weightless);
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
