package org.sparkdropout.train;

/** Training stopped because a loss was NaN or infinite. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DivergedException(int replica, int epoch, int step, double learningRate) {
    super(
        "The loss must stay finite. Replica "
            + replica
            + " diverged in epoch "
            + (epoch + 1)
            + " at step "
            + (step + 1)
            + " with learning rate "
            + learningRate
            + ". Lower learningRate, or set gradientClip, such as 1. If the features are not scaled, set"
            + " prepare.scale = standard in a job, or put a StandardScaler before the network in a"
            + " pipeline");
  }

  /**
   * The same of one of several runs.
   *
   * @param run its name, for people to read
   * @param cause what happened in it
   */
  public DivergedException(String run, DivergedException cause) {
    super("%s: %s".formatted(run, cause.getMessage()), cause);
  }
}
