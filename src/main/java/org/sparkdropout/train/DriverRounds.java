package org.sparkdropout.train;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import org.sparkdropout.data.Shards;
import org.sparkdropout.monitor.Described;
import scala.reflect.ClassTag$;

/**
 * Keeps the common state on the driver: it goes out as a {@link StartState} for one round, and one
 * task a shard brings a replica's state back. Results come in replica order, whatever order tasks
 * end in. After a round nobody else has the state, and the next average may be written over it.
 */
final class DriverRounds implements Rounds {
  private final TrainingPlan plan;
  private final Engine engine;
  private final Shards shards;
  private CommonState state;

  DriverRounds(TrainingPlan plan, Engine engine, Shards shards, CommonState start) {
    this.plan = plan;
    this.engine = engine;
    this.shards = shards;
    this.state = start;
  }

  @Override
  public List<ReplicaReport> run(Round round, String description) {
    List<RoundResult> results = train(round, description);
    TrainState start = state.replica();
    TrainState kept = plan.outerStep().plain() ? start : start.shared();
    TrainState average = Averaging.average(kept, results, 0, IntStream::parallel);
    state = state.next(average, kept.weights(), engine, plan, round);
    return results.stream().map(RoundResult::report).toList();
  }

  private List<RoundResult> train(Round round, String description) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(shards.blocks().context());
    try (StartState start = StartState.of(context, state.replica().shared())) {
      RDD<RoundResult> results =
          shards
              .blocks()
              .rdd()
              .mapPartitionsWithIndex(
                  new TrainReplica(engine, start, round),
                  true,
                  ClassTag$.MODULE$.apply(RoundResult.class));
      results.setName(description);
      return Described.job(
          context.sc(),
          description,
          "train replicas",
          () -> ResultBlocks.collect(results.toJavaRDD()));
    }
  }

  @Override
  public float[] scoredWeights() {
    return state.scored(engine).clone();
  }

  @Override
  public CommonState state() {
    return new CommonState(state.replica().shared(), state.outerVelocity(), state.weightAverage());
  }

  @Override
  public void close() {}
}
