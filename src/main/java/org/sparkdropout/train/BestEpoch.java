package org.sparkdropout.train;

import java.util.function.Supplier;

/**
 * The epoch whose weights a run ends with: with early stopping the best so far, without it the
 * last. Immutable but for the array, which nobody writes to.
 */
public final class BestEpoch {
  private static final float[] NONE = {};

  private final int epoch;
  private final double watched;
  private final float[] weights;

  /**
   * Wraps an epoch.
   *
   * @param epoch counted from 1; 0 before the first
   * @param watched the figure that early stopping watches, at that epoch; infinite before the first
   *     and without early stopping
   * @param weights at that epoch; empty without early stopping
   */
  public BestEpoch(int epoch, double watched, float[] weights) {
    this.epoch = epoch;
    this.watched = watched;
    this.weights = weights;
  }

  /** Before the first epoch. */
  static BestEpoch none(EarlyStopping stopping, float[] initial) {
    return new BestEpoch(0, Double.POSITIVE_INFINITY, stopping.enabled() ? initial : NONE);
  }

  /** Whether so many epochs have gone by without a better one that training must stop. */
  boolean patienceEnded(int epochs, EarlyStopping stopping) {
    return stopping.enabled() && epochs > 0 && epochs - epoch >= stopping.patience();
  }

  /** Its weights, or without early stopping those of now. */
  float[] weightsOr(Supplier<float[]> now) {
    return weights.length == 0 ? now.get() : weights;
  }

  /** The better of this and the epoch that has just ended. */
  BestEpoch or(EpochRecord record, EarlyStopping stopping, Supplier<float[]> now) {
    if (!stopping.enabled()) {
      return new BestEpoch(record.epoch(), watched, NONE);
    }
    double figure = stopping.watched(record.validation().orElseThrow());
    return figure < watched ? new BestEpoch(record.epoch(), figure, now.get()) : this;
  }

  /**
   * The epoch.
   *
   * @return counted from 1; 0 before the first
   */
  public int epoch() {
    return epoch;
  }

  /**
   * The figure that early stopping watches.
   *
   * @return at that epoch; infinite before the first and without early stopping
   */
  public double watched() {
    return watched;
  }

  /**
   * The weights of the epoch.
   *
   * @return the array itself; empty without early stopping
   */
  public float[] weights() {
    return weights;
  }
}
