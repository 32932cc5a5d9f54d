/**
 * How a network in training is updated: what turns gradients into steps, its rate over time, and
 * what keeps weights small.
 *
 * <p>{@link org.sparkdropout.optimizer.TrainingStep} takes a step: forward, loss, backward, update.
 * An {@link org.sparkdropout.optimizer.Optimizer} is the settings of one way to update. This
 * package knows neither Spark nor DL4J.
 *
 * @serial exclude
 */
package org.sparkdropout.optimizer;
