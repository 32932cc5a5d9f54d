package org.sparkdropout.network;

import java.util.Arrays;

/**
 * Scratch for forward and backward passes, allocated once for the largest batch.
 *
 * <p>Not thread-safe: one per task. Everything in it is overwritten by the next batch; callers
 * write {@link #inputs()}, {@link #targets()} and {@link #exampleWeights()} before a pass.
 */
public final class Workspace {
  private final Topology topology;
  private final int capacity;
  private final Input input;
  private final float[] targets;
  private final float[] exampleWeights;
  private final float[][] outputs;
  private final float[][] slopes;
  private final float[][] deltas;
  private final float[] unitSums;
  private final float[] unitRow;

  /**
   * Allocates scratch.
   *
   * @param topology the shape of the network
   * @param capacity the largest number of rows of a batch, at least 1
   */
  public Workspace(Topology topology, int capacity) {
    this(topology, capacity, 1);
  }

  /**
   * Allocates scratch.
   *
   * @param topology the shape of the network
   * @param capacity the largest number of rows of a batch, at least 1
   * @param targetWidth the numbers of an example's target, at least 1
   */
  public Workspace(Topology topology, int capacity, int targetWidth) {
    this.topology = topology;
    this.capacity = capacity;
    this.targets = new float[capacity * targetWidth];
    this.exampleWeights = new float[capacity];
    int layers = topology.layers();
    this.outputs = new float[layers + 1][];
    this.slopes = new float[layers][];
    this.deltas = new float[layers + 1][];
    int widest = 0;
    for (int layer = 0; layer < layers; layer++) {
      widest = Math.max(widest, topology.outputs(layer));
    }
    this.unitSums = new float[widest];
    this.unitRow = new float[widest];
    for (int level = 0; level <= layers; level++) {
      int size = size(level);
      outputs[level] = new float[size];
      if (level > 0 && level < layers) {
        slopes[level] = new float[size];
      }
      if (level > 0) {
        deltas[level] = new float[size];
      }
    }
    this.input = new DenseInput(outputs[0], topology.inputs());
  }

  private int size(int level) {
    int units = level == 0 ? topology.inputs() : topology.outputs(level - 1);
    long size = (long) capacity * units;
    if (size > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "A batch must hold fewer than 2^31 values in every layer. Provided: "
              + capacity
              + " examples of "
              + units
              + " units. Lower batchSize");
    }
    return (int) size;
  }

  /**
   * The shape this scratch is for.
   *
   * @return the topology
   */
  public Topology topology() {
    return topology;
  }

  /**
   * The largest number of rows of a batch.
   *
   * @return at least 1
   */
  public int capacity() {
    return capacity;
  }

  /**
   * The features of the batch, (rows, inputs); a training pass thins them in place.
   *
   * @return the array itself
   */
  public float[] inputs() {
    return outputs[0];
  }

  /** The same features, as they enter the first layer. */
  Input input() {
    return input;
  }

  /**
   * What each row should give, (rows, targetWidth).
   *
   * @return the array itself
   */
  public float[] targets() {
    return targets;
  }

  /**
   * The weight of each row, 1 where examples are not weighted.
   *
   * @return the array itself
   */
  public float[] exampleWeights() {
    return exampleWeights;
  }

  /**
   * The output of the network, (rows, outputs), until a head overwrites it.
   *
   * @return the array itself
   */
  public float[] scores() {
    return outputs[topology.layers()];
  }

  /**
   * The thinned outputs of a level, (rows, units), after a forward pass.
   *
   * @param level 0 for the input, l for the l-th hidden layer
   * @return the array itself
   */
  public float[] outputs(int level) {
    return outputs[level];
  }

  /** Multipliers, then derivatives of thinned outputs, of a hidden level. */
  float[] slopes(int level) {
    return slopes[level];
  }

  /**
   * The derivatives of the batch's loss by the scores, (rows, outputs), which {@link Backward}
   * starts from.
   *
   * @return the array itself
   */
  public float[] scoreDeltas() {
    return deltas[topology.layers()];
  }

  /** Derivatives of the batch's loss by the sums of a level above the input. */
  float[] deltas(int level) {
    return deltas[level];
  }

  /** Room for one sum a unit of the widest level. */
  float[] unitSums() {
    return unitSums;
  }

  /** Room for one row of the widest level. */
  float[] unitRow() {
    return unitRow;
  }

  /** Fills the multipliers of a level with ones. */
  void unthinned(int level, int rows) {
    Arrays.fill(slopes[level], 0, rows * topology.outputs(level - 1), 1f);
  }
}
