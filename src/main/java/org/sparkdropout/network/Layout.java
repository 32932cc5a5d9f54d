package org.sparkdropout.network;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Where each parameter of a network lies in the flat array: its {@link Block}s, in order and
 * without gaps. Whoever goes through parameters goes through these.
 *
 * <p>Immutable and thread-safe.
 */
public final class Layout implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ArrayList<Block> blocks = new ArrayList<>();

  /**
   * The kernel and the bias of each layer.
   *
   * @param widths of the levels, the inputs first and the outputs last
   * @throws IllegalArgumentException if there are 2^31 parameters or more
   */
  static Layout ofDense(int[] widths) {
    Layout layout = new Layout();
    for (int layer = 0; layer < widths.length - 1; layer++) {
      boolean hidden = layer < widths.length - 2;
      layout.add(layer, Block.Part.KERNEL, widths[layer], widths[layer + 1], hidden);
      layout.add(layer, Block.Part.BIAS, 1, widths[layer + 1], hidden);
    }
    return layout;
  }

  private Layout() {}

  private void add(int layer, Block.Part part, int rows, int columns, boolean hidden) {
    if (parameters() + (long) rows * columns > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("A network must have fewer than 2^31 parameters");
    }
    blocks.add(new Block(layer, part, parameters(), rows, columns, hidden));
  }

  /**
   * All blocks.
   *
   * @return in the order in which they lie in the flat array
   */
  public List<Block> blocks() {
    return Collections.unmodifiableList(blocks);
  }

  /**
   * The kernel of a layer.
   *
   * @param layer from 0
   * @return (units below, units)
   */
  public Block kernel(int layer) {
    return blocks.get(2 * layer);
  }

  /**
   * The bias of a layer.
   *
   * @param layer from 0
   * @return (1, units)
   */
  public Block bias(int layer) {
    return blocks.get(2 * layer + 1);
  }

  /**
   * The number of parameters.
   *
   * @return the length of the flat array
   */
  public int parameters() {
    return blocks.isEmpty() ? 0 : blocks.get(blocks.size() - 1).end();
  }
}
