package org.sparkdropout.train;

import java.io.Serializable;

/**
 * How the exported form of the network did on the validation rows.
 *
 * @param loss weighted mean cross-entropy, in nats
 * @param error weighted share of wrong predictions, in [0, 1]
 */
public record Validation(double loss, double error) implements Serializable {}
