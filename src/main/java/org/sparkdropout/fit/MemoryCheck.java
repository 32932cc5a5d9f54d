package org.sparkdropout.fit;

import org.apache.spark.SparkContext;
import org.sparkdropout.train.MemoryNeed;
import org.sparkdropout.train.StateSize;
import org.sparkdropout.train.TrainingPlan;

/**
 * Refuses, before training, networks that cannot fit in memory.
 *
 * @param local whether replicas train in the driver's own process
 * @param driver bytes that the driver's heap may grow to
 * @param executor bytes that an executor's heap may grow to
 */
record MemoryCheck(boolean local, long driver, long executor) {
  private static final long MEBIBYTE = 1 << 20;

  static MemoryCheck of(SparkContext context) {
    return new MemoryCheck(context.isLocal(), HeapSizes.driver(), HeapSizes.executor(context));
  }

  /**
   * Checks a run.
   *
   * @param param that says how large the network is
   * @param plan the run
   * @param size of its state
   * @throws IllegalArgumentException if the least that it needs is more than there is
   */
  void check(String param, TrainingPlan plan, StateSize size) {
    MemoryNeed onDriver = MemoryNeed.ofDriver(plan, size, local);
    if (onDriver.bytes() > driver) {
      throw tooLarge(param, plan, "driver", onDriver, driver);
    }
    if (!local && plan.epochs() > 0) {
      MemoryNeed onExecutor = MemoryNeed.ofExecutor(plan, size, 1);
      if (onExecutor.bytes() > executor) {
        throw tooLarge(param, plan, "executor", onExecutor, executor);
      }
    }
  }

  private static IllegalArgumentException tooLarge(
      String param, TrainingPlan plan, String process, MemoryNeed need, long has) {
    long enough = need.heapGibibytes();
    return new IllegalArgumentException(
        "%s must give a network whose training fits in memory. Provided: %s, with %,d parameters. The heap of the %s has %,d MiB and must have more than %s. %s, or give more memory: spark.%s.memory = %dg (of a job: -- --%s-memory %dg)"
            .formatted(
                param,
                plan.network(),
                plan.parameters(),
                process,
                has / MEBIBYTE,
                need,
                smaller(param, plan, process),
                process,
                enough,
                process,
                enough));
  }

  private static String smaller(String param, TrainingPlan plan, String process) {
    String network = param.equals("hiddenLayers") ? "Lower hiddenLayers" : "Use a smaller network";
    boolean fewer = plan.replicas() > 1 && process.equals("driver");
    return fewer ? network + ", set replicas = 1" : network;
  }
}
