package org.sparkdropout.train;

import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.sparkdropout.data.Shards;

/** Jobs under a description of ours, which Spark's pages show; the caller's comes back after. */
final class Described {
  private static final String DESCRIPTION = "spark.job.description";

  private Described() {}

  static <T> T job(Shards shards, String description, Supplier<T> job) {
    SparkContext context = shards.blocks().context();
    String callers = context.getLocalProperty(DESCRIPTION);
    context.setJobDescription(description);
    try {
      return job.get();
    } finally {
      context.setJobDescription(callers);
    }
  }
}
