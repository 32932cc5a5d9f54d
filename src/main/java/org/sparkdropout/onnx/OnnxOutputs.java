package org.sparkdropout.onnx;

/**
 * What the outputs of a network are called.
 *
 * @param logits (rows, classes)
 * @param probabilities (rows, classes)
 * @param prediction the class of each row, counted from 0
 */
public record OnnxOutputs(String logits, String probabilities, String prediction) {}
