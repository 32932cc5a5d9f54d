package org.sparkdropout.dl4j;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.sparkdropout.blas.Blas;
import org.sparkdropout.data.Shard;
import org.sparkdropout.head.Head;
import org.sparkdropout.head.Tally;
import org.sparkdropout.score.ExportedNetwork;
import org.sparkdropout.score.Scorer;
import org.sparkdropout.train.Batches;
import org.sparkdropout.train.Engine;
import org.sparkdropout.train.ReplicaReport;
import org.sparkdropout.train.Round;
import org.sparkdropout.train.RoundResult;
import org.sparkdropout.train.Slicing;
import org.sparkdropout.train.TrainState;
import org.sparkdropout.train.TrainingPlan;

/**
 * Trains replicas of a DL4J network: DL4J computes gradients and takes the steps of its own
 * updater, on batches and masks that are ours.
 *
 * <p>A state has one more array, that of DL4J's updater, which is averaged like the weights; it may
 * be longer than they are. Updaters that keep nothing have none.
 */
public final class Dl4jEngine implements Engine {
  private static final long serialVersionUID = 1L;
  private static final int EVALUATION_BATCH = 256;

  private final UUID run = UUID.randomUUID();
  private final TrainingPlan plan;
  private final Dl4jConfiguration configuration;
  private final int inputs;
  private final Head head;

  /** On the driver alone: what the run starts from. */
  private final transient TrainState initial;

  /**
   * An engine for a run.
   *
   * @param plan the run
   * @param network what is trained
   */
  public Dl4jEngine(TrainingPlan plan, Dl4jStart network) {
    this.plan = plan;
    this.configuration = network.configuration();
    this.inputs = network.inputs();
    this.head = network.head();
    this.initial = network.state();
  }

  @Override
  public TrainState initialState() {
    return initial.copy();
  }

  @Override
  public RoundResult train(TrainState start, Shard shard, int replica, Round round) {
    NativeThreads.useOne();
    Dl4jReplica network = ReplicaPool.take(run, () -> new Dl4jReplica(plan, configuration, head));
    Batches batches = new Batches(plan, shard, replica, round.epoch());
    Tally tally = new Tally();
    long began = System.nanoTime();
    network.set(start);
    OptionalInt divergedAt = steps(network, batches, shard, replica, round, tally);
    TrainState state = network.state();
    if (divergedAt.isEmpty() && !state.isFinite()) {
      divergedAt = OptionalInt.of(round.firstStep() + round.steps() - 1);
    }
    double seconds = (System.nanoTime() - began) * 1e-9;
    NativeMemory.leaveThread();
    ReplicaPool.giveBack(run, network);
    ReplicaReport report = new ReplicaReport(replica, tally, seconds, kernelFamily(), divergedAt);
    return new RoundResult(report, state, Optional.empty());
  }

  private static OptionalInt steps(
      Dl4jReplica network, Batches batches, Shard shard, int replica, Round round, Tally tally) {
    for (int step = round.firstStep(); step < round.firstStep() + round.steps(); step++) {
      if (network.step(batches, shard, replica, round, step, tally) == 0) {
        break;
      }
      if (!tally.isFinite()) {
        return OptionalInt.of(step);
      }
    }
    return OptionalInt.empty();
  }

  private static String kernelFamily() {
    return "dl4j-" + Blas.instance().kernelFamily();
  }

  @Override
  public Tally evaluate(float[] weights, Shard shard) {
    Tally tally = new Tally();
    float[] features = new float[EVALUATION_BATCH * inputs];
    float[] targets = new float[EVALUATION_BATCH * head.targetWidth()];
    float[] exampleWeights = new float[EVALUATION_BATCH];
    try (Scorer scorer = export(weights).scorer()) {
      for (int from = 0; from < shard.rows(); from += EVALUATION_BATCH) {
        int rows = Math.min(EVALUATION_BATCH, shard.rows() - from);
        for (int row = 0; row < rows; row++) {
          Batches.gather(plan, shard, from + row, row, features, targets, exampleWeights);
        }
        float[] scores = scores(scorer, features, rows);
        head.count(scores, targets, exampleWeights, rows, tally);
      }
    }
    return tally;
  }

  /** Of rows (rows, inputs): (rows, classes). */
  private float[] scores(Scorer scorer, float[] features, int rows) {
    double[][] logits =
        scorer.logits(
            rows,
            (row, target, offset) ->
                System.arraycopy(features, row * inputs, target, offset, inputs));
    float[] scores = new float[rows * configuration.outputs()];
    int place = 0;
    for (double[] row : logits) {
      for (double logit : row) {
        scores[place++] = (float) logit;
      }
    }
    return scores;
  }

  @Override
  public ExportedNetwork export(float[] weights) {
    return new Dl4jNetwork(configuration.withoutDropout(), inputs, head.answer(), weights.clone());
  }

  @Override
  public double learningRate(Round round, int step) {
    int iteration = Math.toIntExact(round.time(step).stepsBefore());
    return Layers.learningRate(configuration.parsed(), iteration, round.epoch());
  }

  @Override
  public Optional<Slicing> slicing(int slices) {
    return Optional.empty();
  }

  @Override
  public Optional<String> warning(String kernelFamily) {
    return Optional.empty();
  }
}
