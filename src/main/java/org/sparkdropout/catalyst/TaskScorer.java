package org.sparkdropout.catalyst;

import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;
import org.sparkdropout.score.ExportedNetwork;
import org.sparkdropout.score.Scorer;

/**
 * A scorer that is freed when its task ends, however it ends, or before that. Nothing of it is held
 * afterwards, since one task may read many partitions, each with a scorer. Thread-safe: a task may
 * end while another of its threads still takes rows, as it does for functions in Python.
 */
final class TaskScorer implements AutoCloseable {
  private final TaskContext task;
  private final int tileRows;
  private Scorer scorer;

  private TaskScorer(TaskContext task, Scorer scorer) {
    this.task = task;
    this.scorer = scorer;
    this.tileRows = scorer.tileRows();
  }

  static TaskScorer of(ExportedNetwork network, TaskContext task) {
    TaskScorer held = new TaskScorer(task, network.scorer());
    TaskCompletionListener freeing = ended -> held.close();
    task.addTaskCompletionListener(freeing);
    return held;
  }

  boolean isOf(TaskContext other) {
    return task == other;
  }

  int tileRows() {
    return tileRows;
  }

  /**
   * Scores rows.
   *
   * @param rows how many, at least 0
   * @param source gives their features
   * @return new logits (rows, classes)
   * @throws IllegalStateException if the scorer is freed
   */
  synchronized double[][] logits(int rows, Scorer.Rows source) {
    if (scorer == null) {
      throw new IllegalStateException("The task has ended: no more rows are scored");
    }
    return scorer.logits(rows, source);
  }

  /** Frees the scorer; does nothing the second time. */
  @Override
  public synchronized void close() {
    if (scorer != null) {
      scorer.close();
      scorer = null;
    }
  }
}
