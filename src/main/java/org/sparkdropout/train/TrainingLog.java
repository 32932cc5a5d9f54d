package org.sparkdropout.train;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run as log lines of {@code key=value}: one at its start, one an epoch, one at its end, also if
 * it fails. Keys and units are those of {@link EpochRecord}.
 */
public final class TrainingLog implements TrainingListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingLog.class);

  private final String run;
  private final long began = System.nanoTime();
  private int epochs;
  private Optional<TrainingResult> result = Optional.empty();

  /**
   * The log of a run that begins now.
   *
   * @param run its id, part of the first line and the last
   */
  public TrainingLog(String run) {
    this.run = run;
  }

  @Override
  public void started(TrainingPlan plan) {
    epochs = plan.epochs();
    LOG.info(
        "event=started run={} network=\"{}\" weights={} replicas={} batchSize={} epochs={}"
            + " averagingInterval={} outerLearningRate={} outerMomentum={} seed={}",
        run,
        plan.network(),
        plan.parameters(),
        plan.replicas(),
        plan.batchSize(),
        epochs,
        plan.averagingInterval(),
        plan.outerStep().learningRate(),
        plan.outerStep().momentum(),
        plan.seed());
    if (!plan.replicasReason().isEmpty()) {
      LOG.info("replicas = {}: {}", plan.replicas(), plan.replicasReason());
    }
  }

  @Override
  public void resumed(List<EpochRecord> history, int rounds) {
    LOG.info("event=resumed run={} epochsDone={} roundsDone={}", run, history.size(), rounds);
  }

  @Override
  public void epochFinished(EpochRecord epoch) {
    LOG.info("event=epoch epoch={} epochs={} {}", epoch.epoch(), epochs, figures(epoch));
  }

  private static String figures(EpochRecord epoch) {
    String validation =
        epoch
            .validation()
            .map(
                held ->
                    text(" validationLoss=%.4f validationError=%.4f", held.loss(), held.error()))
            .orElse("");
    return text("loss=%.4f error=%.4f", epoch.loss(), epoch.error())
        + validation
        + text(
            " samplesPerSecond=%.0f stepSeconds=%.3f averagingSeconds=%.3f",
            epoch.samplesPerSecond(), epoch.stepSeconds(), epoch.averagingSeconds());
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  @Override
  public void finished(TrainingResult finished) {
    result = Optional.of(finished);
  }

  /** Logs the end. */
  @Override
  public void close() {
    String seconds = text("%.1f", (System.nanoTime() - began) * 1e-9);
    if (result.isEmpty()) {
      LOG.warn("event=failed run={} seconds={}", run, seconds);
      return;
    }
    LOG.info(
        "event=finished run={} epochs={} bestEpoch={} stoppedEarly={} seconds={}",
        run,
        result.get().history().size(),
        result.get().bestEpoch(),
        result.get().stoppedEarly(),
        seconds);
  }
}
