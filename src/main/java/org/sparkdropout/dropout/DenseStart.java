package org.sparkdropout.dropout;

import org.sparkdropout.network.Weights;

/**
 * A dense network of our own that was trained elsewhere, to train on or to score with.
 *
 * @param weights as trained: others scale in training, so nothing is scaled at export
 * @param dropout inverted or Gaussian, with masks for each example; none if no layer had any
 */
public record DenseStart(Weights weights, Dropout dropout) {}
