/**
 * Dropout: masks and noise in training, weight scaling for inference.
 *
 * <p>{@link org.sparkdropout.dropout.Dropout} says how much is dropped where, {@link
 * org.sparkdropout.dropout.Masks} draws a new thinned network for every example and step, and
 * {@link org.sparkdropout.dropout.WeightScaling} turns the trained weights into an {@link
 * org.sparkdropout.dropout.InferenceNetwork}, which holds no masks. Source: Srivastava, Hinton,
 * Krizhevsky, Sutskever, Salakhutdinov, "Dropout: a simple way to prevent neural networks from
 * overfitting", JMLR 15 (2014). The paper's p is the probability of retention; here
 * <em>dropout</em> is the probability of dropping, and <em>retain</em> is 1 - dropout. This package
 * knows neither Spark nor DL4J.
 *
 * @serial exclude
 */
package org.sparkdropout.dropout;
