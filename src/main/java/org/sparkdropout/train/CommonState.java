package org.sparkdropout.train;

/** What all replicas have in common between two rounds. Holds the caller's arrays. */
public final class CommonState {
  private final TrainState replica;
  private final float[] outerVelocity;

  /**
   * Wraps a state.
   *
   * @param replica the network and the state of its optimiser, which every replica starts from
   * @param outerVelocity of the outer step, laid out like the weights; empty if that is the plain
   *     average
   */
  public CommonState(TrainState replica, float[] outerVelocity) {
    this.replica = replica;
    this.outerVelocity = outerVelocity;
  }

  /** The state at the start of a run. */
  static CommonState initial(Engine engine, OuterStep outerStep) {
    TrainState replica = engine.initialState();
    return new CommonState(replica, outerStep.restingVelocity(replica.weights().length));
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
}
