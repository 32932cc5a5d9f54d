package org.sparkdropout.train;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.sparkdropout.data.ExampleBlock;
import org.sparkdropout.data.Shard;
import org.sparkdropout.data.Shards;
import org.sparkdropout.network.Tally;

/**
 * Runs an engine on the cluster, one task a shard.
 *
 * <p>The state goes out as one broadcast, destroyed when its job is over. Results come back in
 * replica order, whatever order tasks end in.
 */
final class ClusterRounds {
  private static final String DESCRIPTION = "spark.job.description";

  private final Engine engine;
  private final Shards shards;

  ClusterRounds(Engine engine, Shards shards) {
    this.engine = engine;
    this.shards = shards;
  }

  /** One round of all replicas. */
  List<RoundResult> run(ReplicaState state, Round round, String description) {
    Engine trainer = engine;
    return withBroadcast(
        shards,
        state,
        description,
        start ->
            ResultBlocks.collect(
                shards
                    .blocks()
                    .mapPartitionsWithIndex(
                        (replica, blocks) ->
                            List.of(trainer.train(start.value(), Shard.of(blocks), replica, round))
                                .iterator(),
                        true)
                    .setName(description)));
  }

  /** The loss and errors of the exported network on all rows, summed in shard order. */
  static Tally evaluate(Engine engine, Shards shards, float[] weights, String description) {
    ReplicaState state = new ReplicaState(weights, new float[0]);
    List<Tally> tallies =
        withBroadcast(
            shards,
            state,
            description,
            sent ->
                shards
                    .blocks()
                    .mapPartitions(blocks -> evaluate(engine, sent.value(), blocks), true)
                    .collect());
    Tally total = new Tally();
    tallies.forEach(total::add);
    return total;
  }

  private static Iterator<Tally> evaluate(
      Engine engine, ReplicaState state, Iterator<ExampleBlock> blocks) {
    return List.of(engine.evaluate(state.weights(), Shard.of(blocks))).iterator();
  }

  private static <T> T withBroadcast(
      Shards shards,
      ReplicaState state,
      String description,
      java.util.function.Function<Broadcast<ReplicaState>, T> job) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(shards.blocks().context());
    Broadcast<ReplicaState> broadcast = context.broadcast(state);
    String callers = context.getLocalProperty(DESCRIPTION);
    context.sc().setJobDescription(description);
    try {
      return job.apply(broadcast);
    } finally {
      context.sc().setJobDescription(callers);
      broadcast.destroy();
    }
  }
}
