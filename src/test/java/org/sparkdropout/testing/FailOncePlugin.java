package org.sparkdropout.testing;

import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.apache.spark.util.TaskCompletionListener;

/**
 * A Spark plugin that lets the first attempt of one task of every stage do its work and then fail,
 * through Spark's own listeners: nothing in the code under test knows of it.
 */
public final class FailOncePlugin implements SparkPlugin {
  /** What failed tasks say. */
  public static final String MESSAGE = "failed on purpose";

  @Override
  public DriverPlugin driverPlugin() {
    return null;
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new ExecutorPlugin() {
      @Override
      public void init(PluginContext context, Map<String, String> settings) {}

      @Override
      public void onTaskStart() {
        TaskContext task = TaskContext.get();
        if (task.attemptNumber() == 0 && task.partitionId() == task.stageId() % tasks(task)) {
          TaskCompletionListener failing =
              ended -> {
                throw new IllegalStateException(MESSAGE);
              };
          task.addTaskCompletionListener(failing);
        }
      }

      private int tasks(TaskContext task) {
        return Math.max(1, task.numPartitions());
      }
    };
  }
}
