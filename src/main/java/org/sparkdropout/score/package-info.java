/**
 * Batched scoring: rows in, logits, probabilities and classes out, without Spark.
 *
 * <p>Contract: the answer for a row is a pure function of the row, the network and the BLAS kernel
 * family, bit for bit, whichever rows are scored with it and in whatever batches. Of thinned
 * networks it is a function of their seed and number too.
 *
 * @serial exclude
 */
package org.sparkdropout.score;
