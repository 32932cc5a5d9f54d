package org.sparkdropout.compare;

import java.util.List;

/**
 * One of the two runs.
 *
 * @param name with dropout, or without
 * @param dropout what drops in it, for people to read
 * @param train the trained network, nothing dropped, on the training rows
 * @param test and on the test rows
 * @param gap test error - train error, of numbers test RMSE - train RMSE: what the network has
 *     learnt by heart
 * @param seconds of training, without measuring
 * @param samplesPerSecond training examples per second of these
 * @param weightsDigest SHA-256 of the trained weights
 * @param curve one point an epoch
 * @param warnings what training warned of, for people to read
 */
public record ArmReport(
    String name,
    String dropout,
    Quality train,
    Quality test,
    double gap,
    double seconds,
    double samplesPerSecond,
    String weightsDigest,
    List<CurvePoint> curve,
    List<String> warnings) {}
