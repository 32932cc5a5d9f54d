package org.sparkdropout.train;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Where a run stands between two rounds: all that the rest of it depends on, besides its plan and
 * its shards. Whole epochs are in the history, the rounds after the last of them in the totals.
 *
 * <p>Holds arrays that the run may write to in its next round.
 *
 * @param common what all replicas start the next round from
 * @param unfinished the sums of the epoch that is under way
 * @param history one record for each whole epoch, in order
 * @param best the epoch whose weights would be the result
 * @param kernelFamilies the matrix kernels used so far
 */
public record RunState(
    CommonState common,
    EpochTotals unfinished,
    List<EpochRecord> history,
    BestEpoch best,
    SortedSet<String> kernelFamilies) {

  /** The state at the start of a run. */
  static RunState initial(TrainingPlan plan, Engine engine) {
    CommonState common = CommonState.initial(engine, plan);
    BestEpoch none = BestEpoch.none(plan.earlyStopping(), common.scored(engine));
    return new RunState(common, EpochTotals.none(), List.of(), none, new TreeSet<>());
  }

  /**
   * Whether no round is left to run.
   *
   * @param plan of the run
   * @return true after the last epoch and where early stopping's patience has ended
   */
  public boolean ended(TrainingPlan plan) {
    return ended(plan, history.size(), best);
  }

  static boolean ended(TrainingPlan plan, int epochs, BestEpoch best) {
    return epochs >= plan.epochs() || best.patienceEnded(epochs, plan.earlyStopping());
  }

  /**
   * What the run ends with if it ends here.
   *
   * @param plan of the run
   * @param engine of the network
   * @return the weights of the best epoch with early stopping and at least one whole epoch,
   *     otherwise the weights as they are
   */
  public TrainingResult result(TrainingPlan plan, Engine engine) {
    float[] now = common.scored(engine);
    float[] weights = history.isEmpty() ? now : best.weightsOr(() -> now);
    return TrainingResult.of(plan, weights, history, best, kernelFamilies);
  }
}
