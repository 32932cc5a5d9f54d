package org.sparkdropout.job;

import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.sparkdropout.ml.DropoutModel;

/** How the answers of a model become columns of a scored table, and figures of its report. */
interface ScoredAnswers {
  /** The column of predictions that a model adds; a network may name none. */
  static String named(String name, String otherwise) {
    return name.isEmpty() ? otherwise : name;
  }

  /** Names the columns that a copy of the model adds, and says what becomes of unfit rows. */
  void name(DropoutModel copy, String handleInvalid);

  /** The columns that such a copy adds, empty names among them. */
  List<String> added();

  /** Whether a row has no answer. */
  Column unanswered();

  /** The names of the columns of predictions in a scored table. */
  List<String> predictions();

  /**
   * The names of the columns that tell more than the prediction.
   *
   * @param taken names that others have
   */
  List<String> more(List<String> taken);

  /** Columns of both kinds, under these names. */
  List<Column> columns(List<String> predictions, List<String> more);

  /** What is observed while rows are scored. */
  List<Column> tally();

  /**
   * Figures of a report.
   *
   * @param observed by {@link #tally}
   * @param answered rows with an answer
   */
  Map<String, Object> report(Map<String, Object> observed, long answered);
}
