package org.sparkdropout.blas;

/**
 * A dense layer in an array of weights and biases: its sums of a row are x W + b, rectified or not.
 *
 * @param weightOffset where W starts, shape (inputs, units), row-major
 * @param biasOffset where b starts, shape (units)
 * @param inputs rows of W, at least 1
 * @param units columns of W, at least 1
 * @param rectified whether sums below zero become zero
 */
public record DenseLayer(
    int weightOffset, int biasOffset, int inputs, int units, boolean rectified) {}
