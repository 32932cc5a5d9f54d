package org.sparkdropout.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.sparkdropout.data.Shards;
import org.sparkdropout.train.BlasEngine;
import org.sparkdropout.train.BlasPlan;
import org.sparkdropout.train.Checkpoints;
import org.sparkdropout.train.EpochRecord;
import org.sparkdropout.train.Trainer;
import org.sparkdropout.train.TrainingListener;

/** Epochs of this project's Spark job on one table, timed from their first round to their last. */
final class EpochTimes implements Contender {
  private final BlasPlan plan;
  private final Shards shards;
  private final List<List<EpochRecord>> turns = new ArrayList<>();

  /**
   * Epochs on rows that have been dealt.
   *
   * @param plan the run; all of its epochs are timed
   * @param shards closed with this object
   */
  EpochTimes(BlasPlan plan, Shards shards) {
    this.plan = plan;
    this.shards = shards;
  }

  @Override
  public String name() {
    return "%,d rows".formatted(shards.rows());
  }

  @Override
  public double samplesPerSecond() {
    List<EpochRecord> epochs = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void epochFinished(EpochRecord epoch) {
            epochs.add(epoch);
          }
        };
    BlasEngine engine = new BlasEngine(plan);
    new Trainer(plan.run(), engine, shards, Optional.empty(), Checkpoints.NONE, listener).train();
    turns.add(epochs);
    return shards.rows() / mean(epochs).seconds();
  }

  /** The middle one of the turns after the first, which is to warm up; a mean over its epochs. */
  GrowthTable.Epoch median() {
    List<GrowthTable.Epoch> timed =
        turns.stream()
            .skip(1)
            .map(this::mean)
            .sorted(Comparator.comparingDouble(GrowthTable.Epoch::seconds))
            .toList();
    return timed.get(timed.size() / 2);
  }

  private GrowthTable.Epoch mean(List<EpochRecord> epochs) {
    double steps = epochs.stream().mapToDouble(EpochRecord::stepSeconds).average().orElseThrow();
    double averaging =
        epochs.stream().mapToDouble(EpochRecord::averagingSeconds).average().orElseThrow();
    return new GrowthTable.Epoch(
        shards.rows(),
        plan.run().stepsPerEpoch(shards.rows()),
        plan.run().roundsPerEpoch(shards.rows()),
        steps,
        averaging);
  }

  @Override
  public void close() {
    shards.close();
  }
}
