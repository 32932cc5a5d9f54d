package org.sparkdropout.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sparkdropout.data.Shards;
import org.sparkdropout.network.Tally;
import org.sparkdropout.network.Weights;

/**
 * The driver's loop: broadcast the state, run a round, average, take the outer step; after each
 * epoch record, validate and perhaps stop.
 *
 * <p>Holds one copy of the state, one of the outer velocity and, with early stopping, one of the
 * best weights; what runs on the cluster is in {@link ClusterRounds}. Use once, on one thread.
 */
public final class Trainer {
  private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);

  private final TrainingPlan plan;
  private final Engine engine;
  private final ClusterRounds cluster;
  private final Optional<Shards> validation;
  private final TrainingListener listener;
  private final int stepsPerEpoch;

  private ReplicaState state;
  private final float[] outerVelocity;
  private final List<EpochRecord> history = new ArrayList<>();
  private final TreeSet<String> kernelFamilies = new TreeSet<>();
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
    this.cluster = new ClusterRounds(engine, training);
    this.validation = validation;
    this.listener = listener;
    long largestShard = (training.rows() + plan.replicas() - 1) / plan.replicas();
    this.stepsPerEpoch = Math.toIntExact((largestShard + plan.batchSize() - 1) / plan.batchSize());
    this.state = engine.initialState();
    this.outerVelocity = plan.outerStep().plain() ? null : new float[state.weights().length];
    this.bestWeights = state.weights();
  }

  /**
   * Trains until the last epoch or until early stopping.
   *
   * @return the weights, restored to the best epoch if early stopping is on, and the history
   * @throws DivergedException if a loss is NaN or infinite
   */
  public TrainingResult train() {
    listener.started(plan);
    boolean stopped = false;
    for (int epoch = 0; epoch < plan.epochs() && !stopped; epoch++) {
      EpochRecord record = trainEpoch(epoch);
      history.add(record);
      keepBest(record);
      listener.epochFinished(record);
      stopped =
          plan.earlyStopping().enabled() && patienceEnded(record) && epoch + 1 < plan.epochs();
    }
    warnOfMixedKernels();
    return new TrainingResult(
        new Weights(plan.topology(), bestWeights),
        List.copyOf(history),
        bestEpoch,
        stopped,
        String.join(",", kernelFamilies));
  }

  private EpochRecord trainEpoch(int epoch) {
    int rounds = (stepsPerEpoch + plan.averagingInterval() - 1) / plan.averagingInterval();
    Tally tally = new Tally();
    Stopwatch stopwatch = new Stopwatch();
    for (int number = 0; number < rounds; number++) {
      int firstStep = number * plan.averagingInterval();
      int steps = Math.min(plan.averagingInterval(), stepsPerEpoch - firstStep);
      Round round = new Round(epoch, firstStep, steps, stepsPerEpoch);
      String description =
          "epoch %d of %d, round %d of %d".formatted(epoch + 1, plan.epochs(), number + 1, rounds);
      List<RoundResult> results = cluster.run(state, round, description);
      finishRound(round, results);
      results.forEach(result -> tally.add(result.tally()));
      stopwatch.round(results);
      listener.roundFinished(progress(epoch, number, rounds, tally, stopwatch));
    }
    return record(epoch, tally, stopwatch);
  }

  private void finishRound(Round round, List<RoundResult> results) {
    for (RoundResult result : results) {
      kernelFamilies.add(result.kernelFamily());
      result
          .divergedAt()
          .ifPresent(
              step -> {
                double rate = plan.optimization().learningRate().at(round.time(step));
                throw new DivergedException(result.replica(), round.epoch(), step, rate);
              });
    }
    ReplicaState average = Averaging.average(state, results);
    plan.outerStep().apply(average.weights(), state.weights(), outerVelocity);
    state = average;
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

  private EpochRecord record(int epoch, Tally tally, Stopwatch stopwatch) {
    return new EpochRecord(
        epoch + 1,
        tally.meanLoss(),
        tally.error(),
        validation.map(rows -> validate(rows, epoch)),
        plan.optimization().learningRate().at(epoch),
        tally.examples() / stopwatch.seconds(),
        stopwatch.stepSeconds(),
        stopwatch.averagingSeconds());
  }

  private Validation validate(Shards rows, int epoch) {
    String description = "epoch %d of %d, validation".formatted(epoch + 1, plan.epochs());
    Tally tally = ClusterRounds.evaluate(engine, rows, state.weights(), description);
    return new Validation(tally.meanLoss(), tally.error());
  }

  /** With early stopping, keeps the weights of the best epoch; without, of the last. */
  private void keepBest(EpochRecord record) {
    if (plan.earlyStopping().enabled()) {
      double watched = plan.earlyStopping().watched(record.validation().orElseThrow());
      if (!(watched < bestWatched)) {
        return;
      }
      bestWatched = watched;
    }
    bestWeights = state.weights();
    bestEpoch = record.epoch();
  }

  private boolean patienceEnded(EpochRecord record) {
    return record.epoch() - bestEpoch >= plan.earlyStopping().patience();
  }

  private void warnOfMixedKernels() {
    if (kernelFamilies.size() > 1) {
      LOG.warn(
          "Executors used different matrix kernels: {}. The result depends on which task ran where;"
              + " use machines of one kind, or set sparkdropout.blas=java on all",
          kernelFamilies);
    }
  }
}
