package org.sparkdropout.compare;

import java.util.List;

/**
 * One of the two runs.
 *
 * @param name with dropout, or without
 * @param inputDropout the probability of dropping an input
 * @param hiddenDropout of dropping a hidden unit: one value, or one per hidden layer
 * @param train the trained network, nothing dropped, on the training rows
 * @param test and on the test rows
 * @param gap test error - train error: what the network has learnt by heart
 * @param seconds of training, without measuring
 * @param samplesPerSecond training examples per second of these
 * @param weightsDigest SHA-256 of the trained weights
 * @param curve one point an epoch
 */
public record ArmReport(
    String name,
    double inputDropout,
    List<Double> hiddenDropout,
    Quality train,
    Quality test,
    double gap,
    double seconds,
    double samplesPerSecond,
    String weightsDigest,
    List<CurvePoint> curve) {}
