package org.sparkdropout.train;

import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.sparkdropout.data.Shard;
import org.sparkdropout.data.Shards;

/**
 * Keeps the common state on the driver: it goes out as one broadcast, destroyed when its round is
 * over, and one task a shard brings a replica's state back. Results come in replica order, whatever
 * order tasks end in.
 */
final class DriverRounds implements Rounds {
  private final Engine engine;
  private final Shards shards;
  private final OuterStep outerStep;
  private final float[] outerVelocity;
  private ReplicaState state;

  DriverRounds(TrainingPlan plan, Engine engine, Shards shards) {
    this.engine = engine;
    this.shards = shards;
    this.outerStep = plan.outerStep();
    this.state = engine.initialState();
    this.outerVelocity = outerStep.plain() ? null : new float[state.weights().length];
  }

  @Override
  public List<ReplicaReport> run(Round round, String description) {
    List<RoundResult> results = train(round, description);
    ReplicaState average = Averaging.average(state, results, 0);
    outerStep.apply(average.weights(), state.weights(), outerVelocity);
    state = average;
    return results.stream().map(RoundResult::report).toList();
  }

  private List<RoundResult> train(Round round, String description) {
    Engine trainer = engine;
    JavaSparkContext context = JavaSparkContext.fromSparkContext(shards.blocks().context());
    Broadcast<ReplicaState> start = context.broadcast(state);
    try {
      return Described.job(
          shards,
          description,
          () ->
              ResultBlocks.collect(
                  shards
                      .blocks()
                      .mapPartitionsWithIndex(
                          (replica, blocks) ->
                              List.of(
                                      trainer.train(
                                          start.value(), Shard.of(blocks), replica, round))
                                  .iterator(),
                          true)
                      .setName(description)));
    } finally {
      start.destroy();
    }
  }

  @Override
  public float[] weights() {
    return state.weights();
  }

  @Override
  public void close() {}
}
