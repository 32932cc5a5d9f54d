package org.sparkdropout.train;

/**
 * The whole state of a replica, on its way. Its arrays may differ in length, as those of another
 * engine's optimiser do.
 */
final class WholeState implements SentState {
  private static final long serialVersionUID = 1L;

  private final TrainState state;

  WholeState(TrainState state) {
    this.state = state;
  }

  @Override
  public SentState range(int from, int to) {
    return new StateRange(state, from, to);
  }

  @Override
  public TrainState arrived() {
    return state;
  }

  @Override
  public boolean isDifference() {
    return false;
  }
}
