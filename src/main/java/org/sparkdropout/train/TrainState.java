package org.sparkdropout.train;

import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Arrays;
import org.sparkdropout.data.FloatBytes;
import org.sparkdropout.dropout.ThinnedNetwork;

/**
 * What travels between the driver and a replica: the network and what its optimiser keeps.
 *
 * <p>The arrays of our own engine's optimisers are as long as the network has parameters and laid
 * out like them; another engine's optimiser may keep one of another length, or none. Holds the
 * caller's arrays; a broadcast state is shared by the tasks of an executor and must not be written
 * to: {@link #writable} says who may. Serialised as raw bytes, which Java's own form of a float
 * array is far slower than.
 */
public final class TrainState implements Serializable {
  private static final long serialVersionUID = 1L;

  /** All parameters of the network. */
  private float[] weights;

  /** What the optimiser keeps. */
  private float[][] arrays;

  /** Whether its holder alone has it; not so once it has travelled. */
  private transient boolean unshared;

  /**
   * Wraps a network and its optimiser's state.
   *
   * @param weights all parameters of the network
   * @param arrays what its optimiser keeps
   */
  public TrainState(float[] weights, float[]... arrays) {
    this.weights = weights;
    this.arrays = arrays;
  }

  /** Wraps arrays that their holder alone has, and may write to. */
  static TrainState unshared(float[] weights, float[]... arrays) {
    TrainState state = new TrainState(weights, arrays);
    state.unshared = true;
    return state;
  }

  /** Zeros to be written over, of as many arrays as another state has. */
  static TrainState zeros(int parameters, int arrays) {
    return unshared(new float[parameters], new float[arrays][parameters]);
  }

  /** A state to write to: a copy, or this one if it is not shared. */
  TrainState writable() {
    return unshared ? this : ofAll(copies());
  }

  /**
   * A copy of all arrays.
   *
   * @return for others to read
   */
  public TrainState copy() {
    return ofAll(copies()).shared();
  }

  private float[][] copies() {
    return Arrays.stream(all()).map(float[]::clone).toArray(float[][]::new);
  }

  /** The same arrays, for others to read. */
  TrainState shared() {
    return new TrainState(weights, arrays);
  }

  /** A range of every array, in arrays of its own. */
  TrainState range(int from, int to) {
    return new TrainState(
        Arrays.copyOfRange(weights, from, to),
        Arrays.stream(arrays)
            .map(array -> Arrays.copyOfRange(array, from, to))
            .toArray(float[][]::new));
  }

  /** What belongs to the kept units of a thinned network, in arrays of its own. */
  TrainState of(ThinnedNetwork thinned) {
    TrainState part = zeros(thinned.topology().parameters(), arrays.length);
    thinned.gather(part.all(), all());
    return part;
  }

  /** Writes a range that was cut out of such a state back to its place in this one. */
  void put(TrainState range, int from) {
    System.arraycopy(range.weights, 0, weights, from, range.weights.length);
    for (int i = 0; i < arrays.length; i++) {
      System.arraycopy(range.arrays[i], 0, arrays[i], from, range.arrays[i].length);
    }
  }

  /**
   * All parameters of the network.
   *
   * @return the array itself
   */
  public float[] weights() {
    return weights;
  }

  /**
   * What the optimiser keeps.
   *
   * @return the arrays themselves, in the optimiser's order
   */
  public float[][] arrays() {
    return arrays;
  }

  /** The bytes of all arrays. */
  long bytes() {
    return Arrays.stream(all()).mapToLong(array -> (long) Float.BYTES * array.length).sum();
  }

  /** The weights, then what the optimiser keeps. */
  float[][] all() {
    float[][] all = new float[arrays.length + 1][];
    all[0] = weights;
    System.arraycopy(arrays, 0, all, 1, arrays.length);
    return all;
  }

  /** The inverse of {@link #all()}, of arrays that their holder alone has. */
  static TrainState ofAll(float[]... all) {
    return unshared(all[0], Arrays.copyOfRange(all, 1, all.length));
  }

  /**
   * Whether all weights are finite: then x * 0 is zero, and so are sums of it, kept apart to run at
   * once.
   *
   * @return false if one is NaN or infinite
   */
  public boolean isFinite() {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int i = 0;
    for (; i + 4 <= weights.length; i += 4) {
      a += weights[i] * 0f;
      b += weights[i + 1] * 0f;
      c += weights[i + 2] * 0f;
      d += weights[i + 3] * 0f;
    }
    for (; i < weights.length; i++) {
      a += weights[i] * 0f;
    }
    return a + b + c + d == 0;
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    out.writeInt(arrays.length);
    for (float[] array : all()) {
      write(out, array);
    }
  }

  private void readObject(ObjectInputStream in) throws IOException {
    int count = in.readInt();
    this.weights = read(in);
    this.arrays = new float[count][];
    for (int i = 0; i < count; i++) {
      arrays[i] = read(in);
    }
  }

  private static void write(ObjectOutputStream out, float[] values) throws IOException {
    out.writeInt(values.length);
    FloatBytes.write(values, out);
  }

  private static float[] read(ObjectInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      throw new InvalidObjectException("A state must not have a negative length: " + length);
    }
    return FloatBytes.read(in, length);
  }
}
