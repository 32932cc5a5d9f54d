package org.sparkdropout.monitor;

import com.codahale.metrics.MetricRegistry;
import java.util.TreeSet;
import org.apache.spark.SparkEnv;
import org.apache.spark.metrics.MetricsSystem;
import org.apache.spark.metrics.source.Source;

/**
 * Metrics in the driver's part of Spark's metrics system, from opening to closing: whatever sinks
 * it has show them.
 *
 * <p>The first to open a name has it as it is; another one at the same time has a number before it:
 * {@code 2.SparkDropout}. Spark opens its metrics to nobody, in name; this is the one place that
 * asks for them. Thread-safe.
 */
public final class DriverMetrics implements Source, AutoCloseable {
  private static final TreeSet<String> OPEN = new TreeSet<>();

  private final String name;
  private final MetricRegistry metrics;
  private final MetricsSystem system;

  private DriverMetrics(String name, MetricRegistry metrics, MetricsSystem system) {
    this.name = name;
    this.metrics = metrics;
    this.system = system;
  }

  /**
   * Shows metrics until they are closed.
   *
   * @param name what they are called together
   * @param metrics all of them: Spark does not see what is added later
   * @return the open metrics
   */
  public static DriverMetrics open(String name, MetricRegistry metrics) {
    MetricsSystem system = SparkEnv.get().metricsSystem();
    DriverMetrics opened = new DriverMetrics(free(name), metrics, system);
    system.registerSource(opened);
    return opened;
  }

  /** The number comes first: Spark removes all that starts with the name of what is removed. */
  private static String free(String name) {
    synchronized (OPEN) {
      String free = name;
      for (int number = 2; !OPEN.add(free); number++) {
        free = number + "." + name;
      }
      return free;
    }
  }

  @Override
  public String sourceName() {
    return name;
  }

  @Override
  public MetricRegistry metricRegistry() {
    return metrics;
  }

  @Override
  public void close() {
    system.removeSource(this);
    synchronized (OPEN) {
      OPEN.remove(name);
    }
  }
}
