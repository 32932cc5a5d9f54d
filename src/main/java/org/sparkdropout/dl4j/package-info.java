/**
 * Networks of DL4J: configurations and files of theirs in, replicas trained with masks of our
 * streams, and scoring.
 *
 * <p>DL4J computes gradients and updates; rows, rounds, averages, validation and checkpoints are
 * those of {@code org.sparkdropout.train}. Its own dropout draws from a generator of each thread,
 * seeded from the clock or from the configuration: masks neither repeat nor are independent. So
 * every dropout in a configuration becomes a {@link org.sparkdropout.dl4j.KeyedDropout}.
 *
 * @serial exclude
 */
package org.sparkdropout.dl4j;
