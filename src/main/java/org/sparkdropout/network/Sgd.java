package org.sparkdropout.network;

import org.sparkdropout.blas.Blas;

/**
 * Training steps: forward, loss, backward, update.
 *
 * <p>Owns its scratch and allocates nothing in a step. Not thread-safe: one per task.
 */
public final class Sgd {
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
    if (optimization.ridesInBackward()) {
      passes(weights, tally, thinning, rows, velocity, -rate, momentum);
      move(weights, velocity, rate);
    } else {
      passes(weights, tally, thinning, rows, gradient, 1f, 0f);
      clip();
      update(weights, velocity, rate, momentum);
    }
    maxNorm.apply(weights, absentSquares);
  }

  /** Forward, loss and backward: the target becomes alpha x gradient + beta x target. */
  private void passes(
      Weights weights,
      Tally tally,
      Thinning thinning,
      int rows,
      float[] target,
      float alpha,
      float beta) {
    blas.hold(weights.values());
    try {
      forward.run(workspace, weights, thinning, rows);
      SoftmaxCrossEntropy.run(workspace, rows, tally);
      backward.run(target, workspace, weights, rows, alpha, beta);
    } finally {
      blas.release();
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
    if (optimization.momentum().kind() == Momentum.Kind.CLASSICAL) {
      for (int i = 0; i < velocity.length; i++) {
        velocity[i] = momentum * velocity[i] - rate * gradient[i];
      }
      move(weights, velocity, rate);
    } else {
      addL2(gradient, weights, (float) optimization.l2());
      nesterov(weights, velocity, rate, momentum);
    }
  }

  /** Adds the velocity to the weights, after the pull of L2 has been added to the velocity. */
  private void move(Weights weights, float[] velocity, float rate) {
    addL2(velocity, weights, (float) (-rate * optimization.l2()));
    float[] values = weights.values();
    for (int i = 0; i < values.length; i++) {
      values[i] += velocity[i];
    }
  }

  private static void addL2(float[] target, Weights weights, float factor) {
    if (factor == 0f) {
      return;
    }
    Topology topology = weights.topology();
    for (int layer = 0; layer < topology.layers(); layer++) {
      for (int i = topology.weightOffset(layer); i < topology.biasOffset(layer); i++) {
        target[i] += factor * weights.values()[i];
      }
    }
  }

  private void nesterov(Weights weights, float[] velocity, float rate, float momentum) {
    float[] values = weights.values();
    for (int i = 0; i < values.length; i++) {
      float step = rate * gradient[i];
      velocity[i] = momentum * velocity[i] - step;
      values[i] += momentum * velocity[i] - step;
    }
  }
}
