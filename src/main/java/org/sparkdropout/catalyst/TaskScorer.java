package org.sparkdropout.catalyst;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;
import org.sparkdropout.score.ExportedNetwork;
import org.sparkdropout.score.Scorer;

/**
 * A scorer that is freed when its task ends, however it ends, or before that.
 *
 * @param task that it belongs to
 * @param scorer of no use once it is freed
 * @param freed whether it is
 */
record TaskScorer(TaskContext task, Scorer scorer, AtomicBoolean freed) implements AutoCloseable {
  static TaskScorer of(ExportedNetwork network, TaskContext task) {
    TaskScorer held = new TaskScorer(task, network.scorer(), new AtomicBoolean());
    TaskCompletionListener freeing = ended -> held.close();
    task.addTaskCompletionListener(freeing);
    return held;
  }

  /** Frees the scorer; does nothing the second time. */
  @Override
  public void close() {
    if (freed.compareAndSet(false, true)) {
      scorer.close();
    }
  }
}
