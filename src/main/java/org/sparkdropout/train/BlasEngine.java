package org.sparkdropout.train;

import java.util.Optional;
import java.util.OptionalInt;
import org.sparkdropout.blas.Blas;
import org.sparkdropout.blas.Precision;
import org.sparkdropout.data.Shard;
import org.sparkdropout.dropout.InferenceNetwork;
import org.sparkdropout.dropout.WeightScaling;
import org.sparkdropout.head.Tally;
import org.sparkdropout.network.Forward;
import org.sparkdropout.network.Weights;
import org.sparkdropout.network.Workspace;
import org.sparkdropout.random.Streams;
import org.sparkdropout.score.DenseNetwork;
import org.sparkdropout.score.ExportedNetwork;

/** Our engine: dense networks on {@code float[]}, batched products through {@link Blas}. */
public final class BlasEngine implements Engine {
  private static final long serialVersionUID = 1L;
  private static final int EVALUATION_BATCH = 256;

  private final BlasPlan plan;

  /** On the driver alone: the weights to start from; null if they are drawn. */
  private final transient float[] given;

  /**
   * An engine for a run that draws its initial weights.
   *
   * @param plan the run
   */
  public BlasEngine(BlasPlan plan) {
    this(plan, Optional.empty());
  }

  /**
   * An engine for a run.
   *
   * @param plan the run
   * @param given the weights to start from, as many as the topology has parameters; nothing to draw
   *     them
   */
  public BlasEngine(BlasPlan plan, Optional<float[]> given) {
    this.plan = plan;
    this.given = given.orElse(null);
  }

  @Override
  public TrainState initialState() {
    float[] weights = given == null ? drawn() : given.clone();
    return new TrainState(weights, plan.optimization().optimizer().atRest(weights));
  }

  private float[] drawn() {
    return plan.initialization().draw(plan.topology(), new Streams(plan.seed())).values();
  }

  @Override
  public RoundResult train(TrainState start, Shard shard, int replica, Round round) {
    Batches batches = new Batches(plan.run(), shard, replica, round.epoch());
    Blas blas = Blas.of(plan.precision());
    Tally tally = new Tally();
    long began = System.nanoTime();
    boolean rounds = plan.run().averagingPrecision().rounds();
    TrainState before = rounds ? start.shared() : start; // Not trained in place.
    Replica trained = Replica.of(plan, before, replica, round, batches.capacity(), blas);
    OptionalInt divergedAt = steps(trained, batches, round, tally);
    double seconds = (System.nanoTime() - began) * 1e-9;
    ReplicaReport report =
        new ReplicaReport(replica, tally, seconds, kernelFamilies(blas), divergedAt);
    return rounds
        ? new RoundResult(report, difference(before, trained, replica, round), trained.thinned())
        : new RoundResult(report, trained.state(), trained.thinned());
  }

  /** What a round has added to what the replica trained of the state before. */
  private SentState difference(TrainState before, Replica trained, int replica, Round round) {
    TrainState start = trained.thinned().map(before::of).orElse(before);
    return RoundedDifference.of(start, trained.state(), new Streams(plan.seed()), replica, round);
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
      int rows = fill(replica.workspace(), batches, step);
      if (rows == 0) {
        break;
      }
      replica.step(tally, round, step, rows);
      if (!tally.isFinite()) {
        return OptionalInt.of(step);
      }
    }
    int last = round.firstStep() + round.steps() - 1;
    return replica.state().isFinite() ? OptionalInt.empty() : OptionalInt.of(last);
  }

  private static int fill(Workspace workspace, Batches batches, int step) {
    return batches.fill(workspace.inputs(), workspace.targets(), workspace.exampleWeights(), step);
  }

  @Override
  public float[] scored(TrainState state) {
    return plan.optimization().optimizer().scored(state.weights(), state.arrays());
  }

  @Override
  public Tally evaluate(float[] weights, Shard shard) {
    InferenceNetwork network = scaled(weights);
    Workspace workspace =
        new Workspace(plan.topology(), EVALUATION_BATCH, plan.head().targetWidth());
    Forward forward = new Forward(Blas.instance());
    Tally tally = new Tally();
    for (int from = 0; from < shard.rows(); from += EVALUATION_BATCH) {
      int rows = Math.min(EVALUATION_BATCH, shard.rows() - from);
      for (int row = 0; row < rows; row++) {
        Batches.gather(
            plan.run(),
            shard,
            from + row,
            row,
            workspace.inputs(),
            workspace.targets(),
            workspace.exampleWeights());
      }
      network.logits(workspace, forward, rows);
      plan.head()
          .count(workspace.scores(), workspace.targets(), workspace.exampleWeights(), rows, tally);
    }
    return tally;
  }

  private InferenceNetwork scaled(float[] weights) {
    return WeightScaling.scale(new Weights(plan.topology(), weights), plan.dropout());
  }

  @Override
  public ExportedNetwork export(float[] weights) {
    return new DenseNetwork(scaled(weights), plan.head().answer());
  }

  @Override
  public double learningRate(Round round, int step) {
    return plan.optimization().learningRate().at(round.time(step));
  }

  @Override
  public Optional<Slicing> slicing(int slices) {
    return Optional.of(new Slicing(plan.topology().layout(), slices));
  }

  @Override
  public Optional<String> warning(String kernelFamily) {
    if (plan.precision() != Precision.BFLOAT16 || Blas.multipliesBfloat16(kernelFamily)) {
      return Optional.empty();
    }
    return Optional.of(
        ("precision = bfloat16, but executors with %s kernels train in float32. Their logs say why;"
                + " set precision = float32, or use machines with AVX512-BF16 or AMX")
            .formatted(kernelFamily));
  }
}
