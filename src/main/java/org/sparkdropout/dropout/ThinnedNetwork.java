package org.sparkdropout.dropout;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.sparkdropout.network.Block;
import org.sparkdropout.network.Topology;
import org.sparkdropout.random.Philox4x32;
import org.sparkdropout.random.Purpose;
import org.sparkdropout.random.Streams;

/**
 * What is left of a network when hidden units are dropped for more than one example: a dense
 * network of its own, and the map from its parameters to those of the whole network.
 *
 * <p>Which units are kept is a pure function of (seed, replica, epoch, step, layer); their number
 * is that of {@link Dropout}, the same at every draw, so that storage can be sized once. Inputs and
 * classes are all kept.
 *
 * <p>Parameters are laid out by {@link #topology()} in the thinned network and by the whole
 * network's topology there. Mutable: {@link #draw} replaces the units. Not thread-safe.
 *
 * <p>Source: Graham, Reizenstein, Robinson, "Efficient batchwise dropout training using
 * submatrices", arXiv:1502.02478, section 2. They draw the number of kept units too; we keep it.
 */
public final class ThinnedNetwork implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Topology whole;
  private final Topology topology;

  /** The kept units of every level, ascending: level 0 is the input, the last one the classes. */
  private final int[][] kept;

  /** Scratch of a draw, made at the first one. */
  private transient int[] order;

  private final int[] block = new int[Philox4x32.WORDS];

  private ThinnedNetwork(Topology whole, int[] hidden) {
    this.whole = whole;
    this.topology = new Topology(whole.inputs(), hidden, whole.outputs(), whole.activation());
    this.kept = new int[whole.layers() + 1][];
    kept[0] = firstUnits(whole.inputs());
    for (int layer = 0; layer < whole.layers(); layer++) {
      kept[layer + 1] = firstUnits(topology.outputs(layer));
    }
  }

  private static int[] firstUnits(int count) {
    int[] units = new int[count];
    Arrays.setAll(units, unit -> unit);
    return units;
  }

  /**
   * A thinned network of the size that dropout leaves, keeping the first units of each layer until
   * {@link #draw} is called.
   *
   * @param whole the shape of the network that is thinned
   * @param dropout how much is dropped in each layer
   * @return a network that keeps retain x units of each hidden layer
   */
  public static ThinnedNetwork of(Topology whole, Dropout dropout) {
    int[] hidden = whole.hidden();
    for (int h = 0; h < hidden.length; h++) {
      hidden[h] = (int) Math.round(dropout.retain(h + 1) * hidden[h]);
    }
    return new ThinnedNetwork(whole, hidden);
  }

  /**
   * Draws the units to keep in each hidden layer, every subset of the right size as probable as any
   * other to within units x 2^-32.
   *
   * @param streams the run's streams
   * @param replica the replica's number
   * @param epoch the epoch
   * @param step the step within the epoch; for a round its first one
   */
  public void draw(Streams streams, int replica, int epoch, int step) {
    draw(streams, Purpose.THINNED_NETWORK, replica, epoch, step);
  }

  /** Draws the units to keep from the streams of a purpose. */
  void draw(Streams streams, Purpose purpose, int replica, int epoch, int step) {
    if (order == null) {
      order = new int[Arrays.stream(whole.hidden()).max().orElse(0)];
    }
    for (int level = 1; level < whole.layers(); level++) {
      int units = whole.outputs(level - 1);
      for (int unit = 0; unit < units; unit++) {
        order[unit] = unit;
      }
      shuffle(units, kept[level].length, streams, purpose, replica, epoch, step, level);
      System.arraycopy(order, 0, kept[level], 0, kept[level].length);
      Arrays.sort(kept[level]);
    }
  }

  /** The first {@code count} steps of a Fisher-Yates shuffle of the units in {@link #order}. */
  private void shuffle(
      int units,
      int count,
      Streams streams,
      Purpose purpose,
      int replica,
      int epoch,
      int step,
      int level) {
    for (int i = 0; i < count; i++) {
      if (i % block.length == 0) {
        int position = i / block.length;
        streams.block(block, purpose, replica, epoch, step, level, position);
      }
      int other = i + below(units - i, block[i % block.length]);
      int unit = order[other];
      order[other] = order[i];
      order[i] = unit;
    }
  }

  /** Maps a random word to [0, bound). */
  private static int below(int bound, int word) {
    return (int) ((Integer.toUnsignedLong(word) * bound) >>> 32);
  }

  /**
   * The shape of the thinned network.
   *
   * @return a topology of the kept units
   */
  public Topology topology() {
    return topology;
  }

  /**
   * The shape of the network that is thinned.
   *
   * @return a topology of all units
   */
  public Topology whole() {
    return whole;
  }

  /**
   * The units of a level that are kept.
   *
   * @param level 0 for the inputs, l for the l-th hidden layer, layers() for the classes
   * @return their numbers in the whole network, ascending; not to be written to
   */
  public int[] kept(int level) {
    return kept[level];
  }

  /**
   * Where a row of the whole network's parameters would be in those of the thinned network.
   *
   * @param start the offset in the whole network at which a row of a weight matrix or the biases of
   *     a layer start, or all its parameters end
   * @return the number of parameters of kept units before it
   */
  public int offset(int start) {
    Block block = blockAt(start);
    Block thinned = topology.layout().blocks().get(whole.layout().blocks().indexOf(block));
    int rows = (start - block.offset()) / block.columns();
    return thinned.row(block.hasRowPerUnit() ? keptBefore(block.layer(), rows) : rows);
  }

  /** The block with a parameter; the last one for the end of all. */
  private Block blockAt(int parameter) {
    List<Block> blocks = whole.layout().blocks();
    int last = blocks.size() - 1;
    while (parameter < blocks.get(last).offset()) {
      last--;
    }
    return blocks.get(last);
  }

  private int keptBefore(int level, int unit) {
    int place = Arrays.binarySearch(kept[level], unit);
    return place < 0 ? -place - 1 : place;
  }

  /**
   * Takes what belongs to the kept units out of arrays of the whole network. All are gone through
   * together, row by row, which takes four fifths of the time of one after the other.
   *
   * @param arrays receive the parameters, and what an optimiser keeps of each
   * @param whole the same of all parameters of the whole network
   */
  public void gather(float[][] arrays, float[][] whole) {
    forEachRow(
        (start, wholeStart, columns) -> {
          for (int array = 0; array < arrays.length; array++) {
            gatherRow(arrays[array], start, whole[array], wholeStart, columns);
          }
        });
  }

  private static void gatherRow(
      float[] array, int start, float[] whole, int wholeStart, int[] columns) {
    for (int c = 0; c < columns.length; c++) {
      array[start + c] = whole[wholeStart + columns[c]];
    }
  }

  /**
   * Puts what belongs to the kept units back into arrays of the whole network; the rest stays.
   *
   * @param whole all parameters of the whole network, and what an optimiser keeps of each
   * @param arrays the same of the kept units
   */
  public void scatter(float[][] whole, float[][] arrays) {
    forEachRow(
        (start, wholeStart, columns) -> {
          for (int array = 0; array < arrays.length; array++) {
            scatterRow(whole[array], wholeStart, arrays[array], start, columns);
          }
        });
  }

  private static void scatterRow(
      float[] whole, int wholeStart, float[] array, int start, int[] columns) {
    for (int c = 0; c < columns.length; c++) {
      whole[wholeStart + columns[c]] = array[start + c];
    }
  }

  /** A row of kept parameters. */
  private interface Row {
    /**
     * Copies it.
     *
     * @param start where it starts in the thinned network
     * @param wholeStart where the row that it is part of starts in the whole network
     * @param columns which of that row are kept
     */
    void copy(int start, int wholeStart, int[] columns);
  }

  private void forEachRow(Row row) {
    List<Block> blocks = whole.layout().blocks();
    for (int i = 0; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      int start = topology.layout().blocks().get(i).offset();
      int[] columns = kept[block.layer() + 1];
      if (block.hasRowPerUnit()) {
        for (int unit : kept[block.layer()]) {
          row.copy(start, block.row(unit), columns);
          start += columns.length;
        }
      } else {
        row.copy(start, block.offset(), columns);
      }
    }
  }

  /**
   * Sums the squared weights that come to a kept unit from dropped ones: what max-norm has to count
   * beside the weights of the thinned network.
   *
   * @param squares receives one sum for each kept unit of each hidden layer: squares[layer] for
   *     weight layer {@code layer}
   * @param values all parameters of the whole network
   */
  public void absentSquares(float[][] squares, float[] values) {
    for (int layer = 0; layer < whole.layers() - 1; layer++) {
      float[] sums = squares[layer];
      Arrays.fill(sums, 0, kept[layer + 1].length, 0f);
      int[] rows = kept[layer];
      int next = 0;
      for (int input = 0; input < whole.inputs(layer); input++) {
        if (next < rows.length && rows[next] == input) {
          next++;
        } else {
          addSquares(sums, values, whole.layout().kernel(layer).row(input), kept[layer + 1]);
        }
      }
    }
  }

  private static void addSquares(float[] sums, float[] values, int row, int[] columns) {
    for (int c = 0; c < columns.length; c++) {
      float value = values[row + columns[c]];
      sums[c] += value * value;
    }
  }
}
