package org.sparkdropout.monitor;

import java.util.function.Consumer;
import org.apache.spark.SparkContext;

/**
 * Jobs and stages under names of ours, which Spark's pages show; the caller's come back after.
 *
 * <p>A description that the caller has set stays in front: {@code nightly: epoch 3 of 20}. Names
 * are properties of the calling thread, as Spark's own are.
 */
public final class Described {
  private static final String DESCRIPTION = "spark.job.description";
  private static final String CALL_SITE = "callSite.short";

  private static final ThreadLocal<Consumer<String>> WATCHER = new ThreadLocal<>();

  private Described() {}

  /**
   * What runs under a name.
   *
   * @param <T> its result
   * @param <E> what it throws
   */
  @FunctionalInterface
  public interface Work<T, E extends Exception> {
    /**
     * Runs it.
     *
     * @return its result
     * @throws E as it likes
     */
    T run() throws E;
  }

  /**
   * Tells of each description as the work under it begins, on the same thread.
   *
   * @param <T> the work's result
   * @param <E> what the work throws
   * @param watcher is told of descriptions within the work, in place of one set before
   * @param work describes jobs on the calling thread
   * @return its result
   * @throws E if the work does
   */
  public static <T, E extends Exception> T watched(Consumer<String> watcher, Work<T, E> work)
      throws E {
    Consumer<String> before = WATCHER.get();
    WATCHER.set(watcher);
    try {
      return work.run();
    } finally {
      WATCHER.set(before);
    }
  }

  /**
   * Describes all jobs of some work.
   *
   * @param <T> the work's result
   * @param <E> what the work throws
   * @param context the cluster
   * @param description such as {@code epoch 3 of 20, round 7 of 12}
   * @param work runs jobs on the calling thread
   * @return its result
   * @throws E if the work does
   */
  public static <T, E extends Exception> T job(
      SparkContext context, String description, Work<T, E> work) throws E {
    Consumer<String> watcher = WATCHER.get();
    if (watcher != null) {
      watcher.accept(description);
    }
    String callers = context.getLocalProperty(DESCRIPTION);
    String whole = callers == null ? description : callers + ": " + description;
    return with(context, DESCRIPTION, whole, work);
  }

  /**
   * Describes all jobs of some work and names their stages.
   *
   * @param <T> the work's result
   * @param <E> what the work throws
   * @param context the cluster
   * @param description such as {@code epoch 3 of 20, round 7 of 12}
   * @param stages see {@link #stages}
   * @param work runs jobs on the calling thread
   * @return its result
   * @throws E if the work does
   */
  public static <T, E extends Exception> T job(
      SparkContext context, String description, String stages, Work<T, E> work) throws E {
    return job(context, description, () -> stages(context, stages, work));
  }

  /**
   * Names the stages that end in an RDD made by some work, or in an action of it: they would be
   * called after a method and a line of code, which Spark's pages still show as their details.
   *
   * @param <T> the work's result
   * @param <E> what the work throws
   * @param context the cluster
   * @param name such as {@code train replicas}
   * @param work makes RDDs or runs jobs on the calling thread
   * @return its result
   * @throws E if the work does
   */
  public static <T, E extends Exception> T stages(
      SparkContext context, String name, Work<T, E> work) throws E {
    return with(context, CALL_SITE, name, work);
  }

  private static <T, E extends Exception> T with(
      SparkContext context, String property, String value, Work<T, E> work) throws E {
    String callers = context.getLocalProperty(property);
    context.setLocalProperty(property, value);
    try {
      return work.run();
    } finally {
      context.setLocalProperty(property, callers);
    }
  }
}
