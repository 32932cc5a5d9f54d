package org.sparkdropout.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sparkdropout.blas.Blas;
import org.sparkdropout.blas.Precision;
import org.sparkdropout.data.Shards;
import org.sparkdropout.network.Tally;
import org.sparkdropout.network.Weights;

/**
 * The driver's loop: run a round; after each epoch record, validate and perhaps stop.
 *
 * <p>With early stopping holds a copy of the best weights; what runs on the cluster, and the state
 * between rounds, is in {@link Rounds}. Use once, on one thread.
 */
public final class Trainer {
  private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);

  private final TrainingPlan plan;
  private final Engine engine;
  private final Shards training;
  private final Optional<Shards> validation;
  private final TrainingListener listener;
  private final int stepsPerEpoch;

  private final List<EpochRecord> history = new ArrayList<>();
  private final TreeSet<String> kernelFamilies = new TreeSet<>();

  /** Null without early stopping; with it, at first the initial ones. */
  private float[] bestWeights;

  private int bestEpoch;
  private double bestWatched = Double.POSITIVE_INFINITY;

  /**
   * Prepares a run.
   *
   * @param plan the run
   * @param engine what trains a replica
   * @param training the shards, as many as the plan has replicas
   * @param validation the rows to validate on after each epoch, if any
   * @param listener told of progress
   * @throws IllegalArgumentException if early stopping is on and there are no validation rows
   */
  public Trainer(
      TrainingPlan plan,
      Engine engine,
      Shards training,
      Optional<Shards> validation,
      TrainingListener listener) {
    if (plan.earlyStopping().enabled() && validation.isEmpty()) {
      throw new IllegalArgumentException(
          "patience needs validation rows. Provided: patience = "
              + plan.earlyStopping().patience()
              + " without any. Set validationFraction or validationIndicatorCol");
    }
    this.plan = plan;
    this.engine = engine;
    this.training = training;
    this.validation = validation;
    this.listener = listener;
    long largestShard = (training.rows() + plan.replicas() - 1) / plan.replicas();
    this.stepsPerEpoch = Math.toIntExact((largestShard + plan.batchSize() - 1) / plan.batchSize());
  }

  /**
   * Trains until the last epoch or until early stopping.
   *
   * @return the weights, restored to the best epoch if early stopping is on, and the history
   * @throws DivergedException if a loss is NaN or infinite
   */
  public TrainingResult train() {
    listener.started(plan);
    try (Rounds rounds = Rounds.of(plan, engine, training)) {
      if (plan.earlyStopping().enabled()) {
        bestWeights = rounds.weights();
      }
      boolean stopped = false;
      for (int epoch = 0; epoch < plan.epochs() && !stopped; epoch++) {
        EpochRecord record = trainEpoch(rounds, epoch);
        history.add(record);
        keepBest(rounds, record);
        listener.epochFinished(record);
        stopped =
            plan.earlyStopping().enabled() && patienceEnded(record) && epoch + 1 < plan.epochs();
      }
      warnOfMixedKernels();
      return new TrainingResult(
          new Weights(plan.topology(), bestWeights == null ? rounds.weights() : bestWeights),
          List.copyOf(history),
          bestEpoch,
          stopped,
          String.join(",", kernelFamilies));
    }
  }

  private EpochRecord trainEpoch(Rounds rounds, int epoch) {
    int count = (stepsPerEpoch + plan.averagingInterval() - 1) / plan.averagingInterval();
    Tally tally = new Tally();
    Stopwatch stopwatch = new Stopwatch();
    for (int number = 0; number < count; number++) {
      int firstStep = number * plan.averagingInterval();
      int steps = Math.min(plan.averagingInterval(), stepsPerEpoch - firstStep);
      Round round = new Round(epoch, firstStep, steps, stepsPerEpoch);
      String description =
          "epoch %d of %d, round %d of %d".formatted(epoch + 1, plan.epochs(), number + 1, count);
      List<ReplicaReport> reports = rounds.run(round, description);
      check(round, reports);
      reports.forEach(report -> tally.add(report.tally()));
      stopwatch.round(reports);
      listener.roundFinished(progress(epoch, number, count, tally, stopwatch));
    }
    return record(rounds, epoch, tally, stopwatch);
  }

  private void check(Round round, List<ReplicaReport> reports) {
    for (ReplicaReport report : reports) {
      if (kernelFamilies.add(report.kernelFamily())) {
        warnOfFloat32(report.kernelFamily());
      }
      report
          .divergedAt()
          .ifPresent(
              step -> {
                double rate = plan.optimization().learningRate().at(round.time(step));
                throw new DivergedException(report.replica(), round.epoch(), step, rate);
              });
    }
  }

  private Progress progress(int epoch, int round, int rounds, Tally tally, Stopwatch stopwatch) {
    return new Progress(
        epoch + 1,
        plan.epochs(),
        round + 1,
        rounds,
        tally.meanLoss(),
        tally.error(),
        tally.examples() / stopwatch.seconds());
  }

  private EpochRecord record(Rounds rounds, int epoch, Tally tally, Stopwatch stopwatch) {
    return new EpochRecord(
        epoch + 1,
        tally.meanLoss(),
        tally.error(),
        validation.map(rows -> validate(rounds, rows, epoch)),
        plan.optimization().learningRate().at(epoch),
        tally.examples() / stopwatch.seconds(),
        stopwatch.stepSeconds(),
        stopwatch.averagingSeconds());
  }

  private Validation validate(Rounds rounds, Shards rows, int epoch) {
    String description = "epoch %d of %d, validation".formatted(epoch + 1, plan.epochs());
    Tally tally = Evaluation.of(rounds.weights(), engine, rows, description);
    return new Validation(tally.meanLoss(), tally.error());
  }

  /** With early stopping, keeps the weights of the best epoch; without, the last one counts. */
  private void keepBest(Rounds rounds, EpochRecord record) {
    if (plan.earlyStopping().enabled()) {
      double watched = plan.earlyStopping().watched(record.validation().orElseThrow());
      if (!(watched < bestWatched)) {
        return;
      }
      bestWatched = watched;
      bestWeights = rounds.weights();
    }
    bestEpoch = record.epoch();
  }

  private boolean patienceEnded(EpochRecord record) {
    return record.epoch() - bestEpoch >= plan.earlyStopping().patience();
  }

  private void warnOfFloat32(String kernelFamily) {
    if (plan.precision() == Precision.BFLOAT16 && !Blas.multipliesBfloat16(kernelFamily)) {
      LOG.warn(
          "precision = bfloat16, but executors with {} kernels train in float32. Their logs say why;"
              + " set precision = float32, or use machines with AVX512-BF16 or AMX",
          kernelFamily);
    }
  }

  private void warnOfMixedKernels() {
    if (kernelFamilies.size() > 1) {
      LOG.warn(
          "Executors used different matrix kernels: {}. The result depends on which task ran where;"
              + " use machines of one kind, or precision = float32 and sparkdropout.blas=java on all",
          kernelFamilies);
    }
  }
}
