package org.sparkdropout.fit;

import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sparkdropout.data.DataProfile;
import org.sparkdropout.data.Example;
import org.sparkdropout.data.Examples;
import org.sparkdropout.ml.param.SharedParams;

/** The runs that a table and its settings allow: one for each number of replicas. */
public final class PlannedRuns {
  private static final Logger LOG = LoggerFactory.getLogger(PlannedRuns.class);

  private final GivenNetwork fitted;
  private final Examples examples;

  private PlannedRuns(GivenNetwork fitted, Examples examples) {
    this.fitted = fitted;
    this.examples = examples;
  }

  /**
   * The runs of a table.
   *
   * @param unfitted what they start from
   * @param examples of the table
   * @param schema of the table
   */
  static PlannedRuns of(GivenNetwork unfitted, Examples examples, StructType schema) {
    DataProfile profile = examples.profile();
    Task task = Task.of(unfitted.asked());
    task.check(task.head(profile).outputs());
    return new PlannedRuns(unfitted.fitted(profile, schema), examples);
  }

  /** What was read of the table. */
  Examples table() {
    return examples;
  }

  /**
   * The rows to train on.
   *
   * @return how many, at least 1
   */
  public long rows() {
    return examples.profile().trainingRows();
  }

  /** Examples in a step of one of so many replicas. */
  private int batchSize(int replicas) {
    return ReplicaDefaults.batchSize(fitted.params(), replicas);
  }

  /**
   * The examples that would be trained on.
   *
   * @return read anew by each job
   */
  public JavaRDD<Example> examples() {
    return examples.training();
  }

  /**
   * The number of features.
   *
   * @return at least 1
   */
  public int width() {
    return examples.profile().width();
  }

  /**
   * Checks that replicas of the network fit in the memory at hand, one on each core.
   *
   * @param cluster at hand
   * @throws IllegalArgumentException if they cannot
   */
  public void checkMemory(SparkContext cluster) {
    int replicas = (int) Math.min(rows(), cluster.isLocal() ? cluster.defaultParallelism() : 1);
    resolver(ReplicaCount.given(replicas)).checkMemory(MemoryCheck.of(cluster));
  }

  /**
   * How many replicas pay on a cluster.
   *
   * @param cores of the cluster, at least 1
   * @return what {@code replicas = 0} stands for there
   */
  public int paying(int cores) {
    return paid(cores).count();
  }

  private ReplicaCount paid(int cores) {
    return ReplicaCount.paying(cores, rows(), this::batchSize);
  }

  /**
   * The run with a number of replicas, whatever number is set.
   *
   * @param replicas at least 1, at most the training rows
   * @return the run
   */
  public PlannedRun with(int replicas) {
    ReplicaCount count = ReplicaCount.given(replicas);
    PlanResolver resolver = resolver(count);
    ResolvedRun run = resolver.run(1, List.of());
    return new PlannedRun(
        run.plan(), run.engine(), resolver.size(), count.warning(rows(), this::batchSize));
  }

  /**
   * The same runs, longer or shorter.
   *
   * @param epochs at least 1
   * @return runs with so many epochs, and what is chosen for that
   */
  public PlannedRuns lasting(int epochs) {
    SharedParams params = GivenNetwork.copy(fitted.params());
    params.set(params.maxIter(), epochs);
    return new PlannedRuns(fitted.withParams(params), examples);
  }

  /** The run with a number of replicas. */
  PlanResolver resolver(ReplicaCount replicas) {
    ReplicaDefaults defaults = ReplicaDefaults.of(fitted, replicas.count(), rows());
    return new PlanResolver(
        defaults.given().withUsedRate(),
        examples.profile(),
        replicas.with(defaults.text()),
        examples.untrainedCategories());
  }

  /** The number that is set, or that pays; warned of in the log. */
  ReplicaCount replicas(SparkContext cluster) {
    ReplicaCount replicas = count(cluster);
    replicas.warning(rows(), this::batchSize).ifPresent(LOG::warn);
    return replicas;
  }

  private ReplicaCount count(SparkContext cluster) {
    SharedParams params = fitted.params();
    if (params.getReplicas() > 0) {
      return ReplicaCount.given(params.getReplicas());
    }
    return RunCheckpoints.replicas(params, cluster.hadoopConfiguration())
        .map(ReplicaCount::resumed)
        .orElseGet(() -> paid(cluster.defaultParallelism()));
  }
}
