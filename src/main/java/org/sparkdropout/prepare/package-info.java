/**
 * Raw columns to a vector of features, and predictions back to text: the stages around the network
 * in a fitted pipeline.
 *
 * @serial exclude
 */
package org.sparkdropout.prepare;
