package org.sparkdropout.compare;

/**
 * A point of a learning curve.
 *
 * @param epoch counted from 1
 * @param trainLoss of the epoch's steps, so with dropout that of the thinned networks, in nats
 * @param trainError of the epoch's steps, likewise, in [0, 1]
 * @param heldOutLoss of the exported network after the epoch, on the rows held out, in nats
 * @param heldOutError likewise, in [0, 1]
 */
public record CurvePoint(
    int epoch, double trainLoss, double trainError, double heldOutLoss, double heldOutError) {}
