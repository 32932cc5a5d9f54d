package org.sparkdropout.train;

import java.util.List;
import java.util.Optional;
import org.sparkdropout.data.Shards;

/**
 * Runs rounds on the cluster and keeps the common state of all replicas between them; where it is
 * kept and averaged is what implementations differ in, not what it is.
 */
interface Rounds extends AutoCloseable {
  /** Rounds of a run whose averaging path is resolved, from a state on. */
  static Rounds of(TrainingPlan plan, Engine engine, Shards shards, CommonState start) {
    boolean local = shards.blocks().context().isLocal();
    long bytes = start.replica().bytes();
    Optional<Slicing> slicing =
        plan.path(bytes, local) == AveragingPath.SLICES
            ? engine.slicing(Slicing.count(plan.replicas(), bytes))
            : Optional.empty();
    return slicing
        .<Rounds>map(cuts -> new SlicedRounds(plan, engine, cuts, shards, start))
        .orElseGet(() -> new DriverRounds(plan, engine, shards, start));
  }

  /**
   * Trains all replicas from the common state, which becomes their average after the outer step.
   *
   * @param round which steps
   * @param description what Spark's pages call it
   * @return in replica order; if one diverged, the common state is of no use
   */
  List<ReplicaReport> run(Round round, String description);

  /** The weights that would be scored and exported now; not to be written to. */
  float[] scoredWeights();

  /** The common state now; not to be written to, and valid until the next round. */
  CommonState state();

  /** Releases what is kept on the cluster. */
  @Override
  void close();
}
