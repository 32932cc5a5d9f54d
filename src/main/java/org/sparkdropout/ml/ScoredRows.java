package org.sparkdropout.ml;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.sparkdropout.data.HandleInvalid;
import org.sparkdropout.data.VectorFloats;
import org.sparkdropout.score.Scorer;

/**
 * The rows of a partition with their predictions, in their order.
 *
 * <p>Takes a batch of rows, scores those that are fit, and gives them out before it takes the next.
 * Not thread-safe.
 */
final class ScoredRows implements Iterator<Row> {
  private final Iterator<Row> rows;
  private final RowScoring scoring;
  private final Answers answers;
  private final Queue<Row> ready = new ArrayDeque<>();
  private Scorer scorer;

  ScoredRows(Iterator<Row> rows, RowScoring scoring) {
    this.rows = rows;
    this.scoring = scoring;
    this.answers = scoring.answers();
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && rows.hasNext()) {
      scoreBatch();
    }
    return !ready.isEmpty();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  private void scoreBatch() {
    List<Row> batch = new ArrayList<>();
    List<Vector> fit = new ArrayList<>();
    BitSet unfit = new BitSet();
    int size = wholeTiles(scoring.batchSize());
    while (batch.size() < size && rows.hasNext()) {
      Row row = rows.next();
      Vector features = row.getAs(scoring.featuresIndex());
      Optional<String> problem = scoring.check().problem(features);
      if (problem.isEmpty()) {
        fit.add(features);
        batch.add(row);
      } else if (keeps(problem.get())) {
        unfit.set(batch.size());
        batch.add(row);
      }
    }
    giveOut(batch, unfit, logits(fit));
  }

  /** The next multiple of the scorer's tile: what a smaller batch lacks would be zeros. */
  private int wholeTiles(int batchSize) {
    int tile = scorer().tileRows();
    return (int) Math.min(Integer.MAX_VALUE, ((long) batchSize + tile - 1) / tile * tile);
  }

  private void giveOut(List<Row> batch, BitSet unfit, double[][] logits) {
    int next = 0;
    for (int i = 0; i < batch.size(); i++) {
      if (unfit.get(i)) {
        ready.add(answers.unanswered(batch.get(i)));
      } else {
        giveOut(batch.get(i), logits[next++]);
      }
    }
  }

  private void giveOut(Row row, double[] logits) {
    if (Arrays.stream(logits).allMatch(Double::isFinite)) {
      ready.add(answers.answered(row, logits));
    } else if (keeps("values so large that the network overflows")) {
      ready.add(answers.unanswered(row));
    }
  }

  private boolean keeps(String problem) {
    if (scoring.handleInvalid() == HandleInvalid.ERROR) {
      throw scoring.check().unfit(problem);
    }
    return scoring.handleInvalid() == HandleInvalid.KEEP;
  }

  private double[][] logits(List<Vector> fit) {
    return scorer()
        .logits(
            fit.size(), (row, target, offset) -> VectorFloats.copy(fit.get(row), target, offset));
  }

  private Scorer scorer() {
    if (scorer == null) {
      scorer = scoring.scorer();
    }
    return scorer;
  }
}
