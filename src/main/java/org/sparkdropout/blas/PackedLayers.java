package org.sparkdropout.blas;

import java.util.List;

/**
 * Dense layers, one on top of the other, whose weights oneDNN has copied outside Java's heap and
 * rearranged once, for products of a fixed number of rows: faster than products that find the
 * weights in an array each time. Made by {@link Blas#pack}.
 *
 * <p>Immutable and thread-safe. Its memory, a copy of the weights, is freed when it is no longer
 * referred to.
 */
public final class PackedLayers {
  private final OneDnnLibrary library;
  private final int rows;
  private final List<PackedLayer> layers;

  private PackedLayers(OneDnnLibrary library, int rows, List<PackedLayer> layers) {
    this.library = library;
    this.rows = rows;
    this.layers = layers;
  }

  static PackedLayers of(OneDnnLibrary library, int rows, float[] values, List<DenseLayer> layers) {
    return library.onOneThread(
        () ->
            new PackedLayers(
                library,
                rows,
                layers.stream()
                    .map(layer -> new PackedLayer(layer, values, rows, library.processor()))
                    .toList()));
  }

  /**
   * The rows of every product.
   *
   * @return at least 1
   */
  public int rows() {
    return rows;
  }

  /**
   * Scratch to run the layers in.
   *
   * @return new, for one thread at a time; the caller closes it
   */
  public PackedRun newRun() {
    return new PackedRun(library.processor(), rows, layers);
  }
}
