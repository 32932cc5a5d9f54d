package org.sparkdropout.job;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.sparkdropout.data.InvalidDataException;
import org.sparkdropout.prepare.LabelText;

/**
 * The columns of a scored table.
 *
 * @param kept columns of the table that is scored, in its spelling
 * @param predictions the predicted class or numbers
 * @param labelText its label as text; empty if labels are numbers
 * @param more of each class its probability, or of each quantile its number; empty if not asked for
 * @param uncertainty how much thinned networks disagree; empty if not asked for
 * @param provenance of the model's digest and the run's id; none if they are not asked for
 */
record ScoredColumnNames(
    List<String> kept,
    List<String> predictions,
    List<String> labelText,
    List<String> more,
    List<String> uncertainty,
    List<String> provenance) {
  private static final String KEEP = "score.keep";
  private static final int TOLD = 100;

  /**
   * Names the columns.
   *
   * @throws InvalidDataException if a column to keep is missing, or has the name of one that is
   *     added
   * @throws SettingsException if two columns that are added have one name
   */
  static ScoredColumnNames of(Settings settings, LoadedPipeline model, Dataset<Row> table) {
    List<String> labelText = model.labelText().map(LabelText::outputColumn).stream().toList();
    List<String> provenance =
        settings.flag("score.provenance") ? List.of("model_digest", "run_id") : List.of();
    ScoredAnswers answers = model.answers();
    List<String> fixed = new ArrayList<>(labelText);
    fixed.addAll(answers.predictions());
    fixed.addAll(provenance);
    List<String> uncertainty = model.uncertainty().names();
    fixed.addAll(uncertainty);
    requireDistinct(fixed);
    List<String> more = settings.flag("score.probabilities") ? answers.more(fixed) : List.of();
    ScoredColumnNames columns =
        new ScoredColumnNames(
            kept(settings, table), answers.predictions(), labelText, more, uncertainty, provenance);
    columns.checkDistinct();
    return columns;
  }

  private static void requireDistinct(List<String> added) {
    Set<String> twice = OutputNames.alike(added);
    if (!twice.isEmpty()) {
      throw new SettingsException(
          "Columns that scoring adds must have names of their own. Two of them are named %s. Name another in score.predictiveEntropyCol, score.mutualInformationCol or score.spreadCol"
              .formatted(String.join(", ", twice)));
    }
  }

  private static List<String> kept(Settings settings, Dataset<Row> table) {
    List<String> wanted = settings.texts(KEEP);
    if (wanted.isEmpty()) {
      return List.of(table.columns());
    }
    TableColumns columns = TableColumns.of(table);
    Set<String> kept = new LinkedHashSet<>();
    for (String name : wanted) {
      columns.find(name).ifPresentOrElse(kept::add, () -> checkEmpty(name, table));
    }
    return List.copyOf(kept);
  }

  /** A table without rows may not tell of all its columns. */
  private static void checkEmpty(String missing, Dataset<Row> table) {
    if (!table.isEmpty()) {
      throw new InvalidDataException(
          "The table must have the column '%s' of score.keep. %s"
              .formatted(missing, TableColumns.of(table).suggestion(missing)));
    }
  }

  /** The columns that scoring adds, in order. */
  List<String> added() {
    List<String> added = new ArrayList<>(predictions);
    added.addAll(labelText);
    added.addAll(more);
    added.addAll(uncertainty);
    added.addAll(provenance);
    return added;
  }

  /** All names, for people; of many classes not all. */
  String told() {
    List<String> all = new ArrayList<>(kept);
    all.addAll(added());
    int more = all.size() - TOLD;
    return more <= 0
        ? String.join(", ", all)
        : "%s, ... (%d more)".formatted(String.join(", ", all.subList(0, TOLD)), more);
  }

  private void checkDistinct() {
    Set<String> added = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    added.addAll(added());
    for (String column : kept) {
      if (added.contains(column)) {
        throw new InvalidDataException(
            ("A column that is kept must not have the name of one that scoring adds. The table has"
                    + " '%s': rename it, or name the columns to keep in score.keep")
                .formatted(column));
      }
    }
  }
}
