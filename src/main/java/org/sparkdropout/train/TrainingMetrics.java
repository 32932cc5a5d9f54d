package org.sparkdropout.train;

import com.codahale.metrics.DefaultSettableGauge;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.SettableGauge;
import org.sparkdropout.monitor.DriverMetrics;

/**
 * The figures of a run as gauges of Spark's metrics system, source {@code SparkDropout}, from
 * opening to closing:
 *
 * <ul>
 *   <li>{@code epoch} and {@code round}: the last one that an averaged round belonged to, and the
 *       rounds since the start of the run; {@code epochs} and {@code rounds}: how many there are at
 *       most
 *   <li>{@code trainingLoss} (nats) and {@code trainingError} (a share): of the epoch so far
 *   <li>{@code validationLoss} and {@code validationError}: of the last epoch; NaN without any
 *   <li>{@code samplesPerSecond}: of the epoch so far
 *   <li>{@code stepSeconds} and {@code averagingSeconds}: of the epochs that this process has
 *       trained in, as in {@link EpochRecord}
 * </ul>
 *
 * <p>Told on the driver's thread, read on any.
 */
public final class TrainingMetrics implements TrainingListener, AutoCloseable {
  /** What Spark calls the metrics together. */
  public static final String SOURCE = "SparkDropout";

  private final MetricRegistry registry = new MetricRegistry();
  private final SettableGauge<Long> epoch = count("epoch");
  private final SettableGauge<Long> epochs = count("epochs");
  private final SettableGauge<Long> round = count("round");
  private final SettableGauge<Long> rounds = count("rounds");
  private final SettableGauge<Double> trainingLoss = figure("trainingLoss", Double.NaN);
  private final SettableGauge<Double> trainingError = figure("trainingError", Double.NaN);
  private final SettableGauge<Double> validationLoss = figure("validationLoss", Double.NaN);
  private final SettableGauge<Double> validationError = figure("validationError", Double.NaN);
  private final SettableGauge<Double> samplesPerSecond = figure("samplesPerSecond", 0);
  private final SettableGauge<Double> stepSeconds = figure("stepSeconds", 0);
  private final SettableGauge<Double> averagingSeconds = figure("averagingSeconds", 0);
  private final DriverMetrics shown = DriverMetrics.open(SOURCE, registry);

  private double stepsBefore;
  private double averagingBefore;

  private SettableGauge<Long> count(String name) {
    return registry.register(name, new DefaultSettableGauge<>(0L));
  }

  private SettableGauge<Double> figure(String name, double initial) {
    return registry.register(name, new DefaultSettableGauge<>(initial));
  }

  @Override
  public void started(TrainingPlan plan) {
    epochs.setValue((long) plan.epochs());
  }

  @Override
  public void roundFinished(Progress progress) {
    epoch.setValue((long) progress.epoch());
    round.setValue(progress.roundsDone());
    rounds.setValue(progress.roundsInAll());
    trainingLoss.setValue(progress.loss());
    trainingError.setValue(progress.error());
    samplesPerSecond.setValue(progress.samplesPerSecond());
    stepSeconds.setValue(stepsBefore + progress.stepSeconds());
    averagingSeconds.setValue(averagingBefore + progress.averagingSeconds());
  }

  @Override
  public void epochFinished(EpochRecord record) {
    stepsBefore += record.stepSeconds();
    averagingBefore += record.averagingSeconds();
    record
        .validation()
        .ifPresent(
            validation -> {
              validationLoss.setValue(validation.loss());
              validationError.setValue(validation.error());
            });
  }

  /** Takes the metrics out of Spark's. */
  @Override
  public void close() {
    shown.close();
  }
}
