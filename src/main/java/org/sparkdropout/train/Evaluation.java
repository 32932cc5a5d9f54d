package org.sparkdropout.train;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.sparkdropout.data.ExampleBlock;
import org.sparkdropout.data.Shard;
import org.sparkdropout.data.Shards;
import org.sparkdropout.head.Tally;
import org.sparkdropout.monitor.Described;

/** The loss and errors of the exported network on all rows, summed in shard order. */
public final class Evaluation {
  private Evaluation() {}

  /**
   * Scores rows, one task a shard.
   *
   * @param weights the parameters in training
   * @param engine of the network
   * @param shards the rows
   * @param description of the job
   * @return loss and errors; rows of classes that the network does not have are errors
   */
  public static Tally of(float[] weights, Engine engine, Shards shards, String description) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(shards.blocks().context());
    Broadcast<TrainState> sent = context.broadcast(new TrainState(weights));
    try {
      List<Tally> tallies =
          Described.job(
              context.sc(),
              description,
              "score held-out rows",
              () ->
                  shards
                      .blocks()
                      .mapPartitions(blocks -> evaluate(engine, sent.value(), blocks), true)
                      .collect());
      Tally total = new Tally();
      tallies.forEach(total::add);
      return total;
    } finally {
      sent.destroy();
    }
  }

  private static Iterator<Tally> evaluate(
      Engine engine, TrainState state, Iterator<ExampleBlock> blocks) {
    return List.of(engine.evaluate(state.weights(), Shard.of(blocks))).iterator();
  }
}
