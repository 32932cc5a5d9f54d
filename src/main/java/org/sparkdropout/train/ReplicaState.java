package org.sparkdropout.train;

import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import org.sparkdropout.data.FloatBytes;

/**
 * What travels between the driver and a replica: the network and the state of its optimiser.
 *
 * <p>Both arrays of our own engine are as long as the network has parameters; another engine's
 * optimiser may keep more or less. Holds the caller's arrays; a broadcast state is shared by the
 * tasks of an executor and must not be written to: {@link #writable} says who may. Serialised as
 * raw bytes, which Java's own form of a float array is far slower than.
 */
public final class ReplicaState implements Serializable {
  private static final long serialVersionUID = 1L;

  /** All parameters of the network. */
  private float[] weights;

  /** The velocity of momentum, or what another engine's optimiser keeps. */
  private float[] velocity;

  /** Whether its holder alone has it; not so once it has travelled. */
  private transient boolean unshared;

  /**
   * Wraps a network and its optimiser's state.
   *
   * @param weights all parameters of the network
   * @param velocity the velocity of momentum, laid out like the weights, or what another engine's
   *     optimiser keeps, in its own layout
   */
  public ReplicaState(float[] weights, float[] velocity) {
    this.weights = weights;
    this.velocity = velocity;
  }

  /** Wraps arrays that their holder alone has, and may write to. */
  static ReplicaState unshared(float[] weights, float[] velocity) {
    ReplicaState state = new ReplicaState(weights, velocity);
    state.unshared = true;
    return state;
  }

  /** A state to write to: a copy, or this one if it is not shared. */
  ReplicaState writable() {
    return unshared ? this : unshared(weights.clone(), velocity.clone());
  }

  /** The same arrays, for others to read. */
  ReplicaState shared() {
    return new ReplicaState(weights, velocity);
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
   * The velocity of momentum, or what another engine's optimiser keeps.
   *
   * @return the array itself
   */
  public float[] velocity() {
    return velocity;
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
    write(out, weights);
    write(out, velocity);
  }

  private void readObject(ObjectInputStream in) throws IOException {
    this.weights = read(in);
    this.velocity = read(in);
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
