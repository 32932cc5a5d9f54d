/**
 * Dense feed-forward networks in single precision.
 *
 * <p>Three types are kept apart: {@link org.sparkdropout.network.Topology} (the shape, immutable),
 * {@link org.sparkdropout.network.Weights} (all parameters in one flat array) and {@link
 * org.sparkdropout.network.Workspace} (scratch, sized once). {@link
 * org.sparkdropout.network.Forward} and {@link org.sparkdropout.network.Backward} are twins;
 * nothing is allocated in a step. What drops units is behind {@link
 * org.sparkdropout.network.Thinning}.
 *
 * <p>Letters, everywhere in this package: {@code rows} examples in the batch, {@code inputs} and
 * {@code outputs} of a layer. Matrices are row-major: batches (rows, units), weights (inputs,
 * outputs). This package knows neither Spark nor DL4J.
 *
 * @serial exclude
 */
package org.sparkdropout.network;
