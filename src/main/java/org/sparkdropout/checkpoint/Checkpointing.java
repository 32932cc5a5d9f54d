package org.sparkdropout.checkpoint;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sparkdropout.files.PlaceLock;
import org.sparkdropout.train.Checkpoints;
import org.sparkdropout.train.RunState;
import org.sparkdropout.train.TrainingPlan;

/**
 * The checkpoints of one run in a folder.
 *
 * <p>A checkpoint that cannot be written is a warning, and another is tried after the next epoch or
 * interval: a run of hours is not given up because a store has failed for a moment. Use on one
 * thread.
 */
public final class Checkpointing implements Checkpoints {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpointing.class);

  private final CheckpointFolder folder;
  private final RunIdentity run;
  private final CheckpointInterval interval;
  private final int keep;
  private final boolean resume;

  private Optional<PlaceLock> lock = Optional.empty();
  private int epochsSince;
  private long writtenAt = System.nanoTime();

  /**
   * Prepares checkpoints.
   *
   * @param folder where they lie
   * @param run which run they are of
   * @param interval how often they are written
   * @param keep how many are kept, the newest, at least 1
   * @param resume whether the run goes on from the newest; otherwise all are deleted at its start
   */
  public Checkpointing(
      CheckpointFolder folder,
      RunIdentity run,
      CheckpointInterval interval,
      int keep,
      boolean resume) {
    this.folder = folder;
    this.run = run;
    this.interval = interval;
    this.keep = keep;
    this.resume = resume;
  }

  /**
   * Keeps other runs from the folder until this is closed, finds the state to go on from, and
   * checks that checkpoints can be written.
   *
   * @throws CheckpointException if another run uses the folder, the newest whole checkpoint is of
   *     another run, or there are checkpoints but none is whole
   */
  @Override
  public Optional<RunState> newest(TrainingPlan plan) {
    lock = Optional.of(folder.lock());
    folder.prepare();
    CheckpointFolder.Search found = resume ? folder.search() : CheckpointFolder.Search.NOTHING;
    if (found.newest().isEmpty()) {
      folder.clear();
      return Optional.empty();
    }
    Checkpoint newest = found.newest().get();
    requireSameRun(newest, plan);
    folder.setAside(found.damaged());
    LOG.info("Going on from {} in {}", CheckpointName.of(newest.state()), folder);
    return Optional.of(newest.state());
  }

  private void requireSameRun(Checkpoint kept, TrainingPlan plan) {
    List<String> differences = run.differences(kept.run());
    int parameters = kept.state().common().replica().weights().length;
    if (parameters != plan.parameters()) {
      differences.add("weights: %d, was %d".formatted(plan.parameters(), parameters));
    }
    if (!differences.isEmpty()) {
      throw new CheckpointException(
          ("Checkpoints must be of the run that goes on from them. Those in %s are of another:%n  %s%n"
                  + "Use the same settings and data, set checkpointPath to another folder, or"
                  + " checkpointResume = false, which deletes them and starts anew")
              .formatted(folder, String.join("%n  ".formatted(), differences)));
    }
  }

  @Override
  public void offer(Moment moment, Supplier<RunState> state) {
    epochsSince += moment == Moment.ROUND ? 0 : 1;
    if (isDue(moment)) {
      write(state.get());
    }
  }

  private boolean isDue(Moment moment) {
    if (moment == Moment.END) {
      return true;
    }
    return interval.countsEpochs()
        ? moment == Moment.EPOCH && epochsSince >= interval.epochs()
        : Duration.ofNanos(System.nanoTime() - writtenAt).compareTo(interval.time()) >= 0;
  }

  private void write(RunState state) {
    long began = System.nanoTime();
    try {
      requireLock();
      String name = folder.write(new Checkpoint(run, state, Instant.now()), keep);
      LOG.info("event=checkpoint file={} seconds={}", name, seconds(System.nanoTime() - began));
      epochsSince = 0;
    } catch (InterruptedIOException interruption) {
      throw new UncheckedIOException(interruption);
    } catch (IOException | RuntimeException failure) {
      LOG.warn(
          "Cannot write a checkpoint to {}: if the run is cut off before the next one, it loses more"
              + " than an interval. Check that the folder can be written to",
          folder,
          failure);
    }
    writtenAt = System.nanoTime();
  }

  private void requireLock() throws IOException {
    if (lock.isPresent()) {
      lock.get().check();
    }
  }

  @Override
  public void close() {
    try {
      if (lock.isPresent()) {
        lock.get().close();
      }
    } catch (IOException failure) {
      LOG.warn("Cannot let go of the lock of {}", folder, failure);
    }
  }

  private static String seconds(long nanoseconds) {
    return String.format(Locale.ROOT, "%.3f", nanoseconds * 1e-9);
  }
}
