package org.sparkdropout.compare;

/**
 * How well a network does on some rows.
 *
 * @param rows the rows it gave an answer to
 * @param error the share of wrong predictions, in [0, 1]
 * @param loss the mean cross-entropy, in nats; probabilities below 1e-15 count as that
 */
public record Quality(long rows, double error, double loss) {}
