/**
 * Training on Spark: replicas train a round on their shards, are averaged, and so on.
 *
 * <p>{@link org.sparkdropout.train.Trainer} is the driver's loop and nothing else. What trains a
 * replica stands behind {@link org.sparkdropout.train.Engine}; {@link
 * org.sparkdropout.train.BlasEngine} is ours, for dense networks. {@link
 * org.sparkdropout.train.TrainingPlan} is what the user set, resolved against the data.
 *
 * <p>Contract: the trained weights are a pure function of the set of rows, the plan, the code
 * version and the BLAS kernel family.
 *
 * @serial exclude
 */
package org.sparkdropout.train;
