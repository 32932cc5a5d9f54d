package org.sparkdropout.model;

import java.util.function.Function;
import org.sparkdropout.score.ExportedNetwork;

/**
 * All of a network but its weights.
 *
 * @param shape for people to read
 * @param parameters the number of its weights and biases
 * @param with makes the network of them
 */
public record UnweightedNetwork(
    String shape, int parameters, Function<float[], ExportedNetwork> with) {}
