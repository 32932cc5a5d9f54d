package org.sparkdropout.train;

import java.util.Collection;
import java.util.List;
import org.sparkdropout.network.Weights;

/**
 * What a run ends with.
 *
 * @param weights the parameters in training, not yet scaled for inference
 * @param history one record an epoch, in order
 * @param bestEpoch the epoch the weights are from, counted from 1; 0 if there was none
 * @param stoppedEarly whether early stopping ended the run
 * @param kernelFamily the matrix kernels used; several, joined by commas, if executors differ
 */
public record TrainingResult(
    Weights weights,
    List<EpochRecord> history,
    int bestEpoch,
    boolean stoppedEarly,
    String kernelFamily) {
  static TrainingResult of(
      TrainingPlan plan,
      float[] weights,
      List<EpochRecord> history,
      BestEpoch best,
      Collection<String> kernelFamilies) {
    boolean patienceEnded = best.patienceEnded(history.size(), plan.earlyStopping());
    return new TrainingResult(
        new Weights(plan.topology(), weights),
        List.copyOf(history),
        best.epoch(),
        patienceEnded && history.size() < plan.epochs(),
        String.join(",", kernelFamilies));
  }
}
