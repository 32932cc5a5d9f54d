/**
 * Batched scoring: rows in, logits, probabilities and classes out, without Spark.
 *
 * <p>Contract: the answer for a row is a pure function of the row, the network and the BLAS kernel
 * family, bit for bit, whichever rows are scored with it and in whatever batches.
 *
 * @serial exclude
 */
package org.sparkdropout.score;
