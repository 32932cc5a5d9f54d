package org.sparkdropout.keras;

import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.network.Weights;

/**
 * A dense network of our own, as it was in Keras.
 *
 * @param weights as trained: Keras scales in training, so nothing is scaled at export
 * @param dropout inverted or Gaussian, with masks for each example; none if no layer had any
 */
public record DenseStart(Weights weights, Dropout dropout) {}
