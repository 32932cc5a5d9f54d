package org.sparkdropout.compare;

/**
 * A point of a learning curve.
 *
 * @param epoch counted from 1
 * @param trainLoss of the epoch's steps, so with dropout that of the thinned networks: of classes
 *     in nats, of numbers the loss that is trained, of labels with mean 0 and deviation 1
 * @param trainError of the epoch's steps, likewise: of classes the share of wrong ones, of numbers
 *     the RMSE in the units of the label
 * @param heldOutLoss of the exported network after the epoch, on the rows held out
 * @param heldOutError likewise, in [0, 1]
 */
public record CurvePoint(
    int epoch, double trainLoss, double trainError, double heldOutLoss, double heldOutError) {}
