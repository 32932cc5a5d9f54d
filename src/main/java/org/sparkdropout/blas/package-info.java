/**
 * The one door to the single-precision matrix product.
 *
 * <p>{@link org.sparkdropout.blas.Blas} multiplies row-major matrices that lie in flat arrays.
 * Behind it stands OpenBLAS through {@code dev.ludovic.netlib}, with one thread a call, or pure
 * Java; for products of bfloat16 numbers, and of floats with weights that stay, oneDNN. The last
 * bits of a product depend on which of them computes it, and on the processor for which OpenBLAS
 * chose its kernels; {@link org.sparkdropout.blas.Blas#kernelFamily()} names both.
 */
package org.sparkdropout.blas;
