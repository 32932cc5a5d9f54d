package org.sparkdropout.train;

import java.util.OptionalInt;
import org.sparkdropout.blas.Blas;
import org.sparkdropout.data.Shard;
import org.sparkdropout.dropout.InferenceNetwork;
import org.sparkdropout.dropout.WeightScaling;
import org.sparkdropout.network.Forward;
import org.sparkdropout.network.SoftmaxCrossEntropy;
import org.sparkdropout.network.Tally;
import org.sparkdropout.network.Weights;
import org.sparkdropout.network.Workspace;
import org.sparkdropout.random.Streams;

/** Our engine: dense networks on {@code float[]}, batched products through {@link Blas}. */
public final class BlasEngine implements Engine {
  private static final long serialVersionUID = 1L;
  private static final int EVALUATION_BATCH = 256;

  private final TrainingPlan plan;

  /**
   * An engine for a run.
   *
   * @param plan the run
   */
  public BlasEngine(TrainingPlan plan) {
    this.plan = plan;
  }

  @Override
  public ReplicaState initialState() {
    Weights weights = plan.initialization().draw(plan.topology(), new Streams(plan.seed()));
    return new ReplicaState(weights.values(), new float[weights.values().length]);
  }

  @Override
  public RoundResult train(ReplicaState start, Shard shard, int replica, Round round) {
    Batches batches = new Batches(plan, shard, replica, round.epoch());
    Blas blas = Blas.of(plan.precision());
    Tally tally = new Tally();
    long began = System.nanoTime();
    Replica trained = Replica.of(plan, start, replica, round, batches.capacity(), blas);
    OptionalInt divergedAt = steps(trained, batches, round, tally);
    double seconds = (System.nanoTime() - began) * 1e-9;
    ReplicaReport report =
        new ReplicaReport(replica, tally, seconds, kernelFamilies(blas), divergedAt);
    return new RoundResult(report, trained.state(), trained.thinned());
  }

  /** Of steps, and of validation, if it is another. */
  private static String kernelFamilies(Blas steps) {
    String ofSteps = steps.kernelFamily();
    String ofValidation = Blas.instance().kernelFamily();
    return ofSteps.equals(ofValidation) ? ofSteps : ofSteps + "+" + ofValidation;
  }

  /**
   * Takes the steps of a round; returns the one whose loss was not finite, if any. The loss of a
   * step shows what the step before it did, so after the last one the weights are looked at.
   */
  private static OptionalInt steps(Replica replica, Batches batches, Round round, Tally tally) {
    for (int step = round.firstStep(); step < round.firstStep() + round.steps(); step++) {
      int rows = batches.fill(replica.workspace(), step);
      if (rows == 0) {
        break;
      }
      replica.step(tally, round, step, rows);
      if (!tally.isFinite()) {
        return OptionalInt.of(step);
      }
    }
    int last = round.firstStep() + round.steps() - 1;
    return finite(replica.state().weights()) ? OptionalInt.empty() : OptionalInt.of(last);
  }

  /**
   * Whether all are finite: then x * 0 is zero, and so are sums of it, kept apart to run at once.
   */
  private static boolean finite(float[] values) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int i = 0;
    for (; i + 4 <= values.length; i += 4) {
      a += values[i] * 0f;
      b += values[i + 1] * 0f;
      c += values[i + 2] * 0f;
      d += values[i + 3] * 0f;
    }
    for (; i < values.length; i++) {
      a += values[i] * 0f;
    }
    return a + b + c + d == 0;
  }

  @Override
  public Tally evaluate(float[] weights, Shard shard) {
    InferenceNetwork network =
        WeightScaling.scale(new Weights(plan.topology(), weights), plan.dropout());
    Workspace workspace = new Workspace(plan.topology(), EVALUATION_BATCH);
    Forward forward = new Forward(Blas.instance());
    Tally tally = new Tally();
    for (int from = 0; from < shard.rows(); from += EVALUATION_BATCH) {
      int rows = Math.min(EVALUATION_BATCH, shard.rows() - from);
      for (int row = 0; row < rows; row++) {
        Batches.copy(workspace, shard, plan.weightScale(), from + row, row);
      }
      network.logits(workspace, forward, rows);
      SoftmaxCrossEntropy.run(workspace, rows, tally);
    }
    return tally;
  }
}
