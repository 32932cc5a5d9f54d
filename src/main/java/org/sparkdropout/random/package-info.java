/**
 * Random numbers that are pure functions of their names.
 *
 * <p>Contract: every random number of a run is determined by (seed, purpose, replica, epoch, step,
 * layer, position) and nothing else: not by threads, call order, partitions, retries or the
 * machine. {@link org.sparkdropout.random.Philox4x32} is the generator, {@link
 * org.sparkdropout.random.Streams} the names, {@link org.sparkdropout.random.Purpose} the list of
 * uses. This package knows neither Spark nor DL4J.
 */
package org.sparkdropout.random;
