package org.sparkdropout.network;

import org.sparkdropout.blas.Blas;

/**
 * Training steps: forward, loss, backward, update.
 *
 * <p>Owns its scratch and allocates nothing in a step. Not thread-safe: one per task.
 */
public final class Sgd {
  /** Weights that the nearest cache holds beside their velocity. */
  private static final int NEAR = 1 << 12;

  private static final float[] NONE = {};

  private final Optimization optimization;
  private final Workspace workspace;
  private final Blas blas;
  private final Forward forward;
  private final Backward backward;
  private final MaxNorm maxNorm;
  private final float[][] absentSquares;
  private final float[] gradient;

  /**
   * Prepares steps on networks of one shape.
   *
   * @param topology the shape
   * @param optimization how to update
   * @param capacity the largest batch
   * @param blas computes the matrix products
   */
  public Sgd(Topology topology, Optimization optimization, int capacity, Blas blas) {
    this.optimization = optimization;
    this.workspace = new Workspace(topology, capacity);
    this.blas = blas;
    this.forward = new Forward(blas);
    this.backward = new Backward(blas);
    this.maxNorm = new MaxNorm(topology, optimization.maxNorm());
    this.absentSquares = new float[topology.layers() - 1][];
    for (int layer = 0; layer < absentSquares.length; layer++) {
      absentSquares[layer] = new float[topology.outputs(layer)];
    }
    this.gradient = optimization.ridesInBackward() ? null : new float[topology.parameters()];
  }

  /**
   * Where the caller writes the batch before a step.
   *
   * @return the scratch of this object
   */
  public Workspace workspace() {
    return workspace;
  }

  /**
   * Where the caller of a thinned network writes what max-norm has to count beside its weights: for
   * each hidden layer, the squared length of each unit's incoming weights that are dropped. Steps
   * scale it with the weights that are not.
   *
   * @return scratch of this object, zero at first, as it is for a whole network
   */
  public float[][] absentSquares() {
    return absentSquares;
  }

  /**
   * Takes one step on the batch in the workspace.
   *
   * @param weights in and out: the network
   * @param velocity in and out: the momentum's velocity, laid out like the weights
   * @param tally receives the loss and errors of the thinned network on the batch
   * @param thinning the multipliers of this step
   * @param rows the examples in the batch
   * @param time in epochs, for the schedules
   */
  public void step(
      Weights weights, float[] velocity, Tally tally, Thinning thinning, int rows, double time) {
    float rate = (float) optimization.learningRate().at(time);
    float momentum = (float) optimization.momentum().at(time);
    blas.hold(weights.values());
    try {
      forward.run(workspace, weights, thinning, rows);
      SoftmaxCrossEntropy.run(workspace, rows, tally);
      if (optimization.ridesInBackward()) {
        descend(weights, velocity, rows, rate, momentum);
      } else {
        backward.run(gradient, workspace, weights, rows, 1f, 0f);
      }
    } finally {
      blas.release();
    }
    if (!optimization.ridesInBackward()) {
      clip();
      update(weights, velocity, rate, momentum);
    }
  }

  /**
   * The backward pass in which every layer moves as soon as its velocity is known, while both are
   * in a cache.
   */
  private void descend(Weights weights, float[] velocity, int rows, float rate, float momentum) {
    for (int layer = weights.topology().layers() - 1; layer >= 0; layer--) {
      backward.run(velocity, workspace, weights, layer, rows, -rate, momentum);
      move(weights, velocity, layer, rate);
    }
  }

  /** Brings the gradient within the bound. */
  private void clip() {
    if (optimization.gradientClip() == 0) {
      return;
    }
    double square = 0;
    for (float g : gradient) {
      square += (double) g * g;
    }
    double length = Math.sqrt(square);
    if (length > optimization.gradientClip()) {
      float factor = (float) (optimization.gradientClip() / length);
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] *= factor;
      }
    }
  }

  /** The update from a stored gradient. */
  private void update(Weights weights, float[] velocity, float rate, float momentum) {
    Topology topology = weights.topology();
    boolean classical = optimization.momentum().kind() == Momentum.Kind.CLASSICAL;
    if (classical) {
      for (int i = 0; i < velocity.length; i++) {
        velocity[i] = momentum * velocity[i] - rate * gradient[i];
      }
    }
    for (int layer = 0; layer < topology.layers(); layer++) {
      if (classical) {
        move(weights, velocity, layer, rate);
      } else {
        addL2(gradient, weights, layer, (float) optimization.l2());
        nesterov(weights, velocity, layer, rate, momentum);
        maxNorm.apply(weights, layer, absentSquares(layer));
      }
    }
  }

  /**
   * Adds a layer's velocity to its weights, after the pull of L2 has been added to the velocity,
   * and bounds them: a few rows at a time, so that each is read from memory once.
   */
  private void move(Weights weights, float[] velocity, int layer, float rate) {
    addL2(velocity, weights, layer, (float) (-rate * optimization.l2()));
    Topology topology = weights.topology();
    int start = topology.weightOffset(layer);
    int inputs = topology.inputs(layer);
    int units = topology.outputs(layer);
    int step = Math.max(1, NEAR / units);
    maxNorm.begin(topology, layer);
    for (int from = 0; from < inputs; from += step) {
      int to = Math.min(inputs, from + step);
      add(weights.values(), velocity, start + from * units, start + to * units);
      maxNorm.add(weights, layer, from, to);
    }
    add(weights.values(), velocity, topology.biasOffset(layer), end(topology, layer));
    maxNorm.end(weights, layer, absentSquares(layer));
  }

  private static int end(Topology topology, int layer) {
    return topology.biasOffset(layer) + topology.outputs(layer);
  }

  private static void add(float[] values, float[] velocity, int from, int to) {
    for (int i = from; i < to; i++) {
      values[i] += velocity[i];
    }
  }

  /** Nothing is absent from the output layer, which is not bounded either. */
  private float[] absentSquares(int layer) {
    return layer < absentSquares.length ? absentSquares[layer] : NONE;
  }

  private static void addL2(float[] target, Weights weights, int layer, float factor) {
    if (factor == 0f) {
      return;
    }
    Topology topology = weights.topology();
    for (int i = topology.weightOffset(layer); i < topology.biasOffset(layer); i++) {
      target[i] += factor * weights.values()[i];
    }
  }

  private void nesterov(Weights weights, float[] velocity, int layer, float rate, float momentum) {
    float[] values = weights.values();
    Topology topology = weights.topology();
    for (int i = topology.weightOffset(layer); i < end(topology, layer); i++) {
      float step = rate * gradient[i];
      velocity[i] = momentum * velocity[i] - step;
      values[i] += momentum * velocity[i] - step;
    }
  }
}
