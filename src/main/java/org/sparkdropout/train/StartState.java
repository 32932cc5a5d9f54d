package org.sparkdropout.train;

import java.io.Serializable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * The state that a round starts from, on its way to the replicas: a broadcast, or, where replicas
 * run in the driver's own process, the state itself. Spark would serialise it even then.
 */
abstract class StartState implements Serializable, AutoCloseable {
  private static final long serialVersionUID = 1L;

  /**
   * Hands a state out.
   *
   * @param context of the round's job
   * @param state not to be written to until the round is over
   */
  static StartState of(JavaSparkContext context, TrainState state) {
    return context.isLocal() ? new InProcess(state) : new Sent(context.broadcast(state));
  }

  /** The state; shared by the replicas of a process. */
  abstract TrainState value();

  /** Ends the round: nobody can have the state any more. */
  @Override
  public abstract void close();

  private static final class Sent extends StartState {
    private static final long serialVersionUID = 1L;
    private final Broadcast<TrainState> state;

    Sent(Broadcast<TrainState> state) {
      this.state = state;
    }

    @Override
    TrainState value() {
      return state.value();
    }

    @Override
    public void close() {
      state.destroy();
    }
  }

  private static final class InProcess extends StartState {
    private static final long serialVersionUID = 1L;
    private static final AtomicLong COUNT = new AtomicLong();
    private static final ConcurrentHashMap<Long, TrainState> STATES = new ConcurrentHashMap<>();
    private final long number = COUNT.incrementAndGet();

    InProcess(TrainState state) {
      STATES.put(number, state);
    }

    @Override
    TrainState value() {
      TrainState state = STATES.get(number);
      if (state == null) {
        throw new IllegalStateException("A round must not be over while its replicas train");
      }
      return state;
    }

    @Override
    public void close() {
      STATES.remove(number);
    }
  }
}
