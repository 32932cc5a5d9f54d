package org.sparkdropout.train;

import java.util.Collection;
import java.util.List;

/** What a run ends with. Holds the array of weights, which nobody writes to any more. */
public final class TrainingResult {
  private final float[] weights;
  private final List<EpochRecord> history;
  private final int bestEpoch;
  private final boolean stoppedEarly;
  private final String kernelFamily;

  private TrainingResult(
      float[] weights,
      List<EpochRecord> history,
      int bestEpoch,
      boolean stoppedEarly,
      String kernelFamily) {
    this.weights = weights;
    this.history = history;
    this.bestEpoch = bestEpoch;
    this.stoppedEarly = stoppedEarly;
    this.kernelFamily = kernelFamily;
  }

  static TrainingResult of(
      TrainingPlan plan,
      float[] weights,
      List<EpochRecord> history,
      BestEpoch best,
      Collection<String> kernelFamilies) {
    boolean patienceEnded = best.patienceEnded(history.size(), plan.earlyStopping());
    return new TrainingResult(
        weights,
        List.copyOf(history),
        best.epoch(),
        patienceEnded && history.size() < plan.epochs(),
        String.join(",", kernelFamilies));
  }

  /**
   * The parameters in training, not yet scaled for inference.
   *
   * @return the array itself, laid out by the engine
   */
  public float[] weights() {
    return weights;
  }

  /**
   * What each epoch did.
   *
   * @return one record an epoch, in order
   */
  public List<EpochRecord> history() {
    return history;
  }

  /**
   * The epoch the weights are from.
   *
   * @return counted from 1; 0 if there was none
   */
  public int bestEpoch() {
    return bestEpoch;
  }

  /**
   * Whether early stopping ended the run.
   *
   * @return true if it did, before the last epoch
   */
  public boolean stoppedEarly() {
    return stoppedEarly;
  }

  /**
   * The matrix kernels used.
   *
   * @return several, joined by commas, if executors differ
   */
  public String kernelFamily() {
    return kernelFamily;
  }
}
