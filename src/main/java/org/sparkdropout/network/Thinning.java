package org.sparkdropout.network;

/**
 * What multiplies the outputs of the units of a layer in one training step: the door through which
 * dropout enters a network.
 *
 * <p>Layers are numbered from the input: 0 is the input layer, l the l-th hidden layer. The output
 * layer is never thinned.
 */
public interface Thinning {
  /** The network as it is: every multiplier one. */
  Thinning NONE =
      new Thinning() {
        @Override
        public boolean thins(int layer) {
          return false;
        }

        @Override
        public void thin(float[] values, int layer, int rows, int units) {
          throw new IllegalStateException("No layer is thinned");
        }

        @Override
        public void multipliers(float[] out, int layer, int rows, int units) {
          throw new IllegalStateException("No layer is thinned");
        }
      };

  /**
   * Whether a layer's units are multiplied at all.
   *
   * @param layer 0 for the input, l for the l-th hidden layer
   * @return false if all multipliers are one
   */
  boolean thins(int layer);

  /**
   * Multiplies the outputs of a layer in place; used for inputs, which need no slopes.
   *
   * @param values (rows, units) outputs, row-major
   * @param layer a layer that {@link #thins(int)}
   * @param rows the examples in the batch
   * @param units the units of the layer
   */
  void thin(float[] values, int layer, int rows, int units);

  /**
   * Writes the multipliers of a batch.
   *
   * @param out receives (rows, units) multipliers, row-major
   * @param layer a layer that {@link #thins(int)}
   * @param rows the examples in the batch
   * @param units the units of the layer
   */
  void multipliers(float[] out, int layer, int rows, int units);
}
