package org.sparkdropout.train;

import java.io.Serializable;
import java.util.List;
import org.sparkdropout.data.ExampleBlock;
import org.sparkdropout.data.Shard;
import scala.collection.Iterator;
import scala.collection.JavaConverters;
import scala.runtime.AbstractFunction2;

/**
 * What the task of a shard does in a round. A class of its own: Spark reads the class file of every
 * lambda it is given, in every round, to see what it may drop from it, which takes longer than a
 * round of a small network.
 */
final class TrainReplica
    extends AbstractFunction2<Object, Iterator<ExampleBlock>, Iterator<RoundResult>>
    implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Engine engine;
  private final StartState start;
  private final Round round;

  TrainReplica(Engine engine, StartState start, Round round) {
    this.engine = engine;
    this.start = start;
    this.round = round;
  }

  @Override
  public Iterator<RoundResult> apply(Object replica, Iterator<ExampleBlock> blocks) {
    Shard shard = Shard.of(JavaConverters.asJavaIterator(blocks));
    RoundResult result = engine.train(start.value(), shard, (int) replica, round);
    return JavaConverters.asScalaIterator(List.of(result).iterator());
  }
}
