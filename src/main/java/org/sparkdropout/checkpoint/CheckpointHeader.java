package org.sparkdropout.checkpoint;

import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import org.sparkdropout.train.EpochRecord;
import org.sparkdropout.train.EpochTotals;

/**
 * What a checkpoint's file says before its arrays: all of a checkpoint but their content.
 *
 * @param parameters of the network, the length of each array but those of the optimiser
 * @param arrays the lengths of those that the optimiser keeps; that of the others in our own engine
 * @param hasOuterVelocity whether that array is there
 * @param hasWeightAverage whether that array is there
 * @param hasBestWeights whether that array is there
 * @param run which run it is of
 * @param unfinished the sums of the epoch under way
 * @param history one record for each whole epoch
 * @param bestEpoch counted from 1; 0 for none
 * @param bestWatched the figure that early stopping watches, at that epoch
 * @param kernelFamilies the matrix kernels used so far
 * @param createdAt when it was taken
 */
record CheckpointHeader(
    int parameters,
    List<Integer> arrays,
    boolean hasOuterVelocity,
    boolean hasWeightAverage,
    boolean hasBestWeights,
    RunIdentity run,
    EpochTotals unfinished,
    List<EpochRecord> history,
    int bestEpoch,
    double bestWatched,
    SortedSet<String> kernelFamilies,
    Instant createdAt) {

  /** Whether it claims an array of fewer than no numbers. */
  boolean hasNegativeLength() {
    return parameters < 0 || arrays.stream().anyMatch(length -> length < 0);
  }

  /** How many numbers follow: weights and what the optimiser keeps always. */
  long numbers() {
    int whole =
        1 + (hasOuterVelocity ? 1 : 0) + (hasWeightAverage ? 1 : 0) + (hasBestWeights ? 1 : 0);
    return (long) whole * parameters + arrays.stream().mapToLong(Integer::longValue).sum();
  }
}
