package org.sparkdropout.bench;

import org.sparkdropout.blas.Precision;
import org.sparkdropout.data.Shard;
import org.sparkdropout.data.Shards;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.train.BlasEngine;
import org.sparkdropout.train.BlasPlan;
import org.sparkdropout.train.Round;
import org.sparkdropout.train.RoundResult;
import org.sparkdropout.train.TrainState;

/** One replica of this project's without Spark, on this thread: a round over its whole shard. */
final class OurReplica implements Contender {
  private final String name;
  private final BlasEngine engine;
  private final TrainState start;
  private final Shard shard;
  private final Round round;

  OurReplica(Workload workload, Dropout.Sharing sharing, Precision precision, Shards shards) {
    BlasPlan plan = OurPlan.of(workload, sharing, precision);
    this.name = "1 replica, no Spark, " + OurPlan.name(sharing, precision);
    this.engine = new BlasEngine(plan);
    this.start = engine.initialState();
    this.shard = Shard.of(shards.blocks().collectPartitions(new int[] {0})[0].iterator());
    int steps = (shard.rows() + workload.batchSize() - 1) / workload.batchSize();
    this.round = new Round(0, 0, steps, steps);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public double samplesPerSecond() {
    long began = System.nanoTime();
    RoundResult result = engine.train(start, shard, 0, round);
    double seconds = (System.nanoTime() - began) * 1e-9;
    return result.report().examples() / seconds;
  }
}
