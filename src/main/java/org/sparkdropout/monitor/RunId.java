package org.sparkdropout.monitor;

import java.util.UUID;
import org.apache.spark.SparkContext;
import org.slf4j.MDC;

/**
 * The id of a run, from opening to closing: in the log lines of the driver's thread and of the
 * run's tasks, under the key {@code mdc.runId}, and as the group of its jobs in Spark's pages.
 *
 * <p>Within a run that is open on the thread, opening joins it; so does a fit under an id that the
 * caller has set as the local property {@code mdc.runId}. A job group that the caller has set
 * stays, since jobs are cancelled by it. Nothing that is computed depends on the id. To be closed
 * on the thread that opened it.
 */
public final class RunId implements AutoCloseable {
  /** The key in the mapped diagnostic context; Spark passes properties of this form to tasks. */
  public static final String KEY = "mdc.runId";

  private static final String GROUP = "spark.jobGroup.id";
  private static final int DIGITS = 8;

  private final SparkContext context;
  private final String id;
  private final String callersProperty;
  private final String callersLogKey;
  private final String callersGroup;

  private RunId(SparkContext context) {
    this.context = context;
    this.callersProperty = context.getLocalProperty(KEY);
    this.callersLogKey = MDC.get(KEY);
    this.callersGroup = context.getLocalProperty(GROUP);
    this.id =
        callersProperty == null
            ? UUID.randomUUID().toString().substring(0, DIGITS)
            : callersProperty;
  }

  /**
   * Starts a run, or joins the one that is open on this thread.
   *
   * @param context the cluster
   * @return the run, to be closed
   */
  public static RunId open(SparkContext context) {
    RunId run = new RunId(context);
    context.setLocalProperty(KEY, run.id);
    MDC.put(KEY, run.id);
    if (run.callersGroup == null) {
      context.setLocalProperty(GROUP, "run " + run.id);
    }
    return run;
  }

  /**
   * The id.
   *
   * @return 8 hexadecimal digits, or what the caller has set
   */
  public String id() {
    return id;
  }

  @Override
  public void close() {
    context.setLocalProperty(KEY, callersProperty);
    context.setLocalProperty(GROUP, callersGroup);
    if (callersLogKey == null) {
      MDC.remove(KEY);
    } else {
      MDC.put(KEY, callersLogKey);
    }
  }
}
