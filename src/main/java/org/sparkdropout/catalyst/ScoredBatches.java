package org.sparkdropout.catalyst;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.sparkdropout.data.VectorFloats;

/**
 * The rows of a partition with their answers, in their order.
 *
 * <p>Takes a batch of rows, scores those that are fit, and gives them out before it takes the next;
 * frees the scorer after the last one. A row is valid until the next one is taken. Not thread-safe.
 */
final class ScoredBatches implements Iterator<InternalRow> {
  private final Iterator<InternalRow> rows;
  private final RowColumns columns;
  private final Answers answers;
  private final BatchScoring plan;
  private final TaskScorer scorer;
  private final int batchSize;
  private final List<UnsafeRow> kept = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final List<Vector> fit = new ArrayList<>();
  private final List<InputFile> files = new ArrayList<>();
  private InputFile read;
  private InputFile given;
  private double[][] logits = {};
  private int next;
  private int nextFit;

  ScoredBatches(
      Iterator<InternalRow> rows,
      RowColumns columns,
      Answers answers,
      BatchScoring plan,
      TaskScorer scorer) {
    this.rows = rows;
    this.columns = columns;
    this.answers = answers;
    this.plan = plan;
    this.scorer = scorer;
    lookAtFile();
    this.batchSize = wholeTiles(plan.scoring().batchSize(), scorer.tileRows());
  }

  /** The next multiple of the scorer's tile: what a smaller batch lacks would be zeros. */
  private static int wholeTiles(int batchSize, int tile) {
    return (int) Math.min(Integer.MAX_VALUE, ((long) batchSize + tile - 1) / tile * tile);
  }

  @Override
  public boolean hasNext() {
    return next < kept.size() || hasMore();
  }

  /** Readers set the file only where another one starts, so they must find it as they left it. */
  private boolean hasMore() {
    comeFrom(read);
    boolean more = rows.hasNext();
    lookAtFile();
    return more;
  }

  private void lookAtFile() {
    read = InputFile.current(read);
    given = read;
  }

  private void comeFrom(InputFile file) {
    if (!file.equals(given)) {
      file.restore();
      given = file;
    }
  }

  @Override
  public InternalRow next() {
    if (next == kept.size()) {
      scoreBatch();
    }
    comeFrom(files.get(next));
    String problem = problems.get(next);
    InternalRow answer =
        problem == null ? answers.answered(logits[nextFit++]) : answers.unanswered(problem);
    plan.outputRows().add(1);
    return columns.join(kept.get(next++), answer);
  }

  private void scoreBatch() {
    if (!hasMore()) {
      throw new NoSuchElementException();
    }
    takeBatch();
    logits =
        scorer.logits(
            fit.size(), (row, target, offset) -> VectorFloats.copy(fit.get(row), target, offset));
    fit.clear();
    next = 0;
    nextFit = 0;
    if (!hasMore()) {
      scorer.close();
    }
  }

  private void takeBatch() {
    kept.clear();
    problems.clear();
    files.clear();
    while (kept.size() < batchSize && hasMore()) {
      InternalRow row = rows.next();
      lookAtFile();
      files.add(read);
      Vector features = columns.features(row);
      String problem = plan.scoring().check().problem(features).orElse(null);
      if (problem == null) {
        fit.add(features);
      }
      problems.add(problem);
      kept.add(columns.carried(row));
    }
  }
}
