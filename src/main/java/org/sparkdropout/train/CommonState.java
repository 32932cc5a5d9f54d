package org.sparkdropout.train;

import java.io.Serializable;
import java.util.Arrays;

/**
 * What all replicas have in common between two rounds, or a range of it. Holds the caller's arrays.
 *
 * <p>A plain class and no record: it crosses a task boundary, and Kryo cannot read records.
 */
public final class CommonState implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final float[] NONE = {};

  private final TrainState replica;
  private final float[] outerVelocity;
  private final float[] weightAverage;

  /**
   * Wraps a state.
   *
   * @param replica the network and the state of its optimiser, which every replica starts from
   * @param outerVelocity of the outer step, laid out like the weights; empty if that is the plain
   *     average
   * @param weightAverage the moving average of the weights; empty without one
   */
  public CommonState(TrainState replica, float[] outerVelocity, float[] weightAverage) {
    this.replica = replica;
    this.outerVelocity = outerVelocity;
    this.weightAverage = weightAverage;
  }

  /** The state at the start of a run. */
  static CommonState initial(Engine engine, TrainingPlan plan) {
    TrainState replica = engine.initialState();
    return new CommonState(
        replica,
        plan.outerStep().restingVelocity(replica.weights().length),
        plan.weightAverage().resting(engine.scored(replica)));
  }

  /** Zeros to be written over by ranges of a run's state. */
  static CommonState zeros(int parameters, int arrays, TrainingPlan plan) {
    return new CommonState(
        TrainState.zeros(parameters, arrays).shared(),
        plan.outerStep().restingVelocity(parameters),
        plan.weightAverage().resting(new float[parameters]));
  }

  /**
   * The state after a round.
   *
   * @param average of the replicas' states; becomes the caller's
   * @param start the weights before the round
   * @param engine of the network
   * @param plan of the run
   * @param round that has ended
   */
  CommonState next(
      TrainState average, float[] start, Engine engine, TrainingPlan plan, Round round) {
    float[] velocity = outerVelocity.clone();
    double epochs = round.time(round.firstStep()).epochs();
    plan.outerStep().apply(average.weights(), start, velocity, epochs);
    float[] moving = weightAverage.clone();
    if (plan.weightAverage().isOn()) {
      plan.weightAverage().add(moving, engine.scored(average), round);
    }
    return new CommonState(average, velocity, moving);
  }

  /** A range of every array, in arrays of its own. */
  CommonState range(int from, int to) {
    return new CommonState(
        replica.range(from, to), range(outerVelocity, from, to), range(weightAverage, from, to));
  }

  private static float[] range(float[] array, int from, int to) {
    return array.length == 0 ? NONE : Arrays.copyOfRange(array, from, to);
  }

  /** Writes a range that was cut out of such a state back to its place in this one. */
  void put(CommonState range, int from) {
    replica.put(range.replica, from);
    put(range.outerVelocity, outerVelocity, from);
    put(range.weightAverage, weightAverage, from);
  }

  private static void put(float[] range, float[] whole, int from) {
    if (whole.length > 0) {
      System.arraycopy(range, 0, whole, from, range.length);
    }
  }

  /** What replicas need of it. */
  CommonState forReplicas() {
    return new CommonState(replica, NONE, NONE);
  }

  /** The weights that are scored and exported; not to be written to. */
  float[] scored(Engine engine) {
    return weightAverage.length > 0 ? weightAverage : engine.scored(replica);
  }

  /**
   * The network and the state of its optimiser.
   *
   * @return the state itself
   */
  public TrainState replica() {
    return replica;
  }

  /**
   * The velocity of the outer step.
   *
   * @return the array itself; empty if the outer step is the plain average
   */
  public float[] outerVelocity() {
    return outerVelocity;
  }

  /**
   * The moving average of the weights.
   *
   * @return the array itself; empty without one
   */
  public float[] weightAverage() {
    return weightAverage;
  }
}
