package org.sparkdropout.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sparkdropout.data.Shards;
import org.sparkdropout.head.Tally;

/**
 * The driver's loop: run a round, keep a checkpoint where one is due; after each epoch record,
 * validate and perhaps stop.
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
  private final Checkpoints checkpoints;
  private final TrainingListener listener;
  private final int stepsPerEpoch;
  private final int roundsPerEpoch;

  private final List<EpochRecord> history = new ArrayList<>();
  private final TreeSet<String> kernelFamilies = new TreeSet<>();
  private final TreeSet<String> familiesHere = new TreeSet<>();
  private CommonState start;
  private EpochTotals totals;
  private BestEpoch best;

  /**
   * Prepares a run.
   *
   * @param plan the run
   * @param engine what trains a replica
   * @param training the shards, as many as the plan has replicas
   * @param validation the rows to validate on after each epoch, if any
   * @param checkpoints where the run goes on from, and where its state is kept
   * @param listener told of progress
   * @throws IllegalArgumentException if early stopping is on and there are no validation rows
   */
  public Trainer(
      TrainingPlan plan,
      Engine engine,
      Shards training,
      Optional<Shards> validation,
      Checkpoints checkpoints,
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
    this.checkpoints = checkpoints;
    this.listener = listener;
    this.stepsPerEpoch = plan.stepsPerEpoch(training.rows());
    this.roundsPerEpoch = plan.roundsPerEpoch(training.rows());
  }

  /**
   * Trains until the last epoch or until early stopping.
   *
   * @return the weights, restored to the best epoch if early stopping is on, and the history
   * @throws DivergedException if a loss is NaN or infinite
   */
  public TrainingResult train() {
    try (checkpoints) {
      begin();
      TrainingResult result = ended() ? result(() -> start.scored(engine)) : trainRounds();
      listener.finished(result);
      return result;
    }
  }

  private void begin() {
    Optional<RunState> kept = checkpoints.newest(plan);
    RunState state = kept.orElseGet(() -> RunState.initial(plan, engine));
    start = state.common();
    history.addAll(state.history());
    kernelFamilies.addAll(state.kernelFamilies());
    totals = state.unfinished();
    best = state.best();
    listener.started(plan);
    if (kept.isPresent()) {
      listener.resumed(List.copyOf(history), totals.rounds());
    } else if (ended()) {
      checkpoints.offer(Checkpoints.Moment.END, () -> state);
    }
  }

  private boolean ended() {
    return RunState.ended(plan, history.size(), best);
  }

  private TrainingResult trainRounds() {
    try (Rounds rounds = Rounds.of(plan, engine, training, takeStart())) {
      while (!ended()) {
        trainEpoch(rounds);
      }
      return result(rounds::scoredWeights);
    }
  }

  /** The start is let go, so that it does not take memory for as long as training lasts. */
  private CommonState takeStart() {
    CommonState taken = start;
    start = null;
    return taken;
  }

  private TrainingResult result(Supplier<float[]> weights) {
    return TrainingResult.of(plan, best.weightsOr(weights), history, best, kernelFamilies);
  }

  /** Runs the rounds of an epoch that are left. */
  private void trainEpoch(Rounds rounds) {
    while (totals.rounds() < roundsPerEpoch) {
      trainRound(rounds);
      if (totals.rounds() < roundsPerEpoch) {
        checkpoints.offer(Checkpoints.Moment.ROUND, () -> state(rounds));
      }
    }
    EpochRecord record = record(rounds);
    history.add(record);
    best = best.or(record, plan.earlyStopping(), rounds::scoredWeights);
    totals = EpochTotals.none();
    listener.epochFinished(record);
    checkpoints.offer(
        ended() ? Checkpoints.Moment.END : Checkpoints.Moment.EPOCH, () -> state(rounds));
  }

  private void trainRound(Rounds rounds) {
    int epoch = history.size();
    int number = totals.rounds();
    int firstStep = number * plan.averagingInterval();
    int steps = Math.min(plan.averagingInterval(), stepsPerEpoch - firstStep);
    Round round = new Round(epoch, firstStep, steps, stepsPerEpoch);
    String description =
        "epoch %d of %d, round %d of %d"
            .formatted(epoch + 1, plan.epochs(), number + 1, roundsPerEpoch);
    long began = System.nanoTime();
    List<ReplicaReport> reports = rounds.run(round, description);
    totals = totals.plus(reports, (System.nanoTime() - began) * 1e-9);
    check(round, reports);
    listener.roundFinished(progress());
  }

  private void check(Round round, List<ReplicaReport> reports) {
    for (ReplicaReport report : reports) {
      if (familiesHere.add(report.kernelFamily())) {
        engine.warning(report.kernelFamily()).ifPresent(LOG::warn);
      }
      if (kernelFamilies.add(report.kernelFamily()) && kernelFamilies.size() > 1) {
        warnOfMixedKernels();
      }
      report
          .divergedAt()
          .ifPresent(
              step -> {
                double rate = engine.learningRate(round, step);
                throw new DivergedException(report.replica(), round.epoch(), step, rate);
              });
    }
  }

  private Progress progress() {
    return new Progress(
        history.size() + 1,
        plan.epochs(),
        totals.rounds(),
        roundsPerEpoch,
        totals.tally().meanLoss(),
        plan.measure().of(totals.tally().error()),
        totals.samplesPerSecond(),
        totals.stepSeconds(),
        totals.averagingSeconds());
  }

  private EpochRecord record(Rounds rounds) {
    int epoch = history.size();
    return new EpochRecord(
        epoch + 1,
        totals.tally().meanLoss(),
        plan.measure().of(totals.tally().error()),
        validation.map(rows -> validate(rounds, rows, epoch)),
        engine.learningRate(new Round(epoch, 0, 0, stepsPerEpoch), 0),
        totals.samplesPerSecond(),
        totals.stepSeconds(),
        totals.averagingSeconds());
  }

  private Validation validate(Rounds rounds, Shards rows, int epoch) {
    String description = "epoch %d of %d, validation".formatted(epoch + 1, plan.epochs());
    Tally tally = Evaluation.of(rounds.scoredWeights(), engine, rows, description);
    return new Validation(tally.meanLoss(), plan.measure().of(tally.error()));
  }

  private RunState state(Rounds rounds) {
    return new RunState(
        rounds.state(), totals, List.copyOf(history), best, new TreeSet<>(kernelFamilies));
  }

  private void warnOfMixedKernels() {
    LOG.warn(
        "Executors, or the run before a checkpoint, used different matrix kernels: {}. The result"
            + " depends on which task ran where; use machines of one kind, or precision = float32 and"
            + " sparkdropout.blas=java on all",
        kernelFamilies);
  }
}
