package org.sparkdropout.mlflow;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sparkdropout.head.ErrorMeasure;
import org.sparkdropout.history.Delivery;
import org.sparkdropout.history.EpochScalars;
import org.sparkdropout.train.EpochRecord;
import org.sparkdropout.train.TrainingListener;
import org.sparkdropout.train.TrainingPlan;

/**
 * The history of a run in MLflow: the figures of each epoch at the step of its number, and what
 * else is said of the run. Failures are logged and end nothing.
 *
 * <p>A run that goes on from a checkpoint is a new one in MLflow, with all epochs.
 */
public final class MlflowHistory implements TrainingListener {
  private static final Logger LOG = LoggerFactory.getLogger(MlflowHistory.class);
  private static final String PARENT = "mlflow.parentRunId";

  private final Delivery delivery;
  private Optional<MlflowRun> run = Optional.empty();
  private ErrorMeasure measure = ErrorMeasure.CLASSIFICATION_ERROR;
  private boolean ended;

  private MlflowHistory(Delivery delivery) {
    this.delivery = delivery;
  }

  /** What is done with a run that has begun in MLflow. */
  private interface Piece {
    void write(MlflowRun run) throws IOException, InterruptedException;
  }

  /**
   * Begins a run.
   *
   * @param experiment that it belongs to
   * @param description of it
   * @param parent that it is part of, if any
   * @param delivery of all runs of a job
   * @return the run, to be ended
   */
  public static MlflowHistory begin(
      MlflowExperiment experiment,
      RunDescription description,
      Optional<MlflowHistory> parent,
      Delivery delivery) {
    MlflowHistory history = new MlflowHistory(delivery);
    long now = System.currentTimeMillis();
    delivery.add(
        () -> {
          Map<String, String> tags = new HashMap<>(description.tags());
          parent.flatMap(one -> one.run).ifPresent(one -> tags.put(PARENT, one.id()));
          history.begun(() -> MlflowRun.begin(experiment, description.name(), now, tags));
        });
    history.add(run -> run.params(description.params()));
    return history;
  }

  /** Makes a run in MLflow. */
  private interface Beginning {
    MlflowRun begin() throws IOException, InterruptedException;
  }

  private void begun(Beginning beginning) throws IOException, InterruptedException {
    unlessRefused(() -> run = Optional.of(beginning.begin()));
  }

  /** A run whose beginning was refused has no history. */
  private void add(Piece piece) {
    delivery.add(
        () -> {
          if (run.isPresent()) {
            unlessRefused(() -> piece.write(run.orElseThrow()));
          }
        });
  }

  /** What the server will never take must not hold up what comes after it. */
  private static void unlessRefused(Delivery.Piece piece) throws IOException, InterruptedException {
    try {
      piece.deliver();
    } catch (MlflowException failure) {
      if (!failure.isFinal()) {
        throw failure;
      }
      LOG.warn("MLflow refuses a part of the history, which is left out: {}", failure.getMessage());
    }
  }

  @Override
  public void started(TrainingPlan plan) {
    measure = plan.measure();
  }

  @Override
  public void resumed(List<EpochRecord> history, int rounds) {
    tags(Map.of("spark_dropout.resumedAfterEpoch", String.valueOf(history.size())));
    history.forEach(this::epochFinished);
  }

  @Override
  public void epochFinished(EpochRecord epoch) {
    Map<String, Double> scalars = EpochScalars.of(epoch, measure);
    metrics(scalars, epoch.epoch());
  }

  /**
   * Adds figures.
   *
   * @param values by name; those that are not finite are left out
   * @param step that they belong to, at least 0
   */
  public void metrics(Map<String, Double> values, long step) {
    long now = System.currentTimeMillis();
    add(run -> run.metrics(values, step, now));
  }

  /**
   * Adds tags.
   *
   * @param tags by name
   */
  public void tags(Map<String, String> tags) {
    add(run -> run.tags(tags));
  }

  /**
   * Copies the files of a folder, and of those within it.
   *
   * @param folder that is whole
   * @param hadoop the file systems
   */
  public void upload(Path folder, Configuration hadoop) {
    add(run -> run.upload(folder, hadoop));
  }

  /**
   * Ends the run; the first word counts.
   *
   * @param succeeded whether it came to its end
   */
  public void end(boolean succeeded) {
    if (!ended) {
      ended = true;
      long now = System.currentTimeMillis();
      add(run -> run.end(succeeded, now));
    }
  }
}
