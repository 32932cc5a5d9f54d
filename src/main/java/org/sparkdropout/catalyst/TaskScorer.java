package org.sparkdropout.catalyst;

import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;
import org.sparkdropout.score.ExportedNetwork;
import org.sparkdropout.score.Scorer;

/**
 * A scorer that is freed when its task ends, however it ends.
 *
 * @param task that it belongs to
 * @param scorer of no use after the task
 */
record TaskScorer(TaskContext task, Scorer scorer) {
  static TaskScorer of(ExportedNetwork network, TaskContext task) {
    Scorer scorer = network.scorer();
    TaskCompletionListener freeing = ended -> scorer.close();
    task.addTaskCompletionListener(freeing);
    return new TaskScorer(task, scorer);
  }
}
