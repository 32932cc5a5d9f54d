package org.sparkdropout.optimizer;

import org.sparkdropout.blas.Blas;
import org.sparkdropout.head.Head;
import org.sparkdropout.head.Tally;
import org.sparkdropout.network.Backward;
import org.sparkdropout.network.Block;
import org.sparkdropout.network.Forward;
import org.sparkdropout.network.Layout;
import org.sparkdropout.network.Thinning;
import org.sparkdropout.network.Topology;
import org.sparkdropout.network.Weights;
import org.sparkdropout.network.Workspace;

/**
 * Training steps: forward, loss, backward, update.
 *
 * <p>Owns its scratch and allocates nothing in a step. Not thread-safe: one per task.
 */
public final class TrainingStep {
  /** Weights that the nearest cache holds beside what an optimiser keeps of them. */
  private static final int NEAR = 1 << 12;

  private static final float[] NONE = {};

  private final Head head;
  private final Optimization optimization;
  private final Layout layout;
  private final int layers;
  private final Workspace workspace;
  private final Blas blas;
  private final Forward forward;
  private final Backward backward;
  private final UpdateRule rule;
  private final MaxNorm maxNorm;
  private final float[][] absentSquares;

  /** The gradient; null if it rides in the backward pass. */
  private final float[] gradient;

  private float rate;

  /**
   * Prepares steps on networks of one shape.
   *
   * @param topology the shape
   * @param head the loss
   * @param optimization how to update
   * @param capacity the largest batch
   * @param blas computes the matrix products
   */
  public TrainingStep(
      Topology topology, Head head, Optimization optimization, int capacity, Blas blas) {
    this.head = head;
    this.optimization = optimization;
    this.layout = topology.layout();
    this.layers = topology.layers();
    this.workspace = new Workspace(topology, capacity, head.targetWidth());
    this.blas = blas;
    this.forward = new Forward(blas);
    this.backward = new Backward(blas);
    this.rule = optimization.optimizer().rule(optimization.learningRate(), layout, blas);
    this.maxNorm = new MaxNorm(layout, optimization.maxNorm());
    this.absentSquares = new float[layers - 1][];
    for (int layer = 0; layer < absentSquares.length; layer++) {
      absentSquares[layer] = new float[layout.kernel(layer).columns()];
    }
    boolean rides = rule instanceof VelocityRule && optimization.gradientClip() == 0;
    this.gradient = rides ? null : new float[layout.parameters()];
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
   * @param arrays in and out: what the optimiser keeps, each laid out like the weights
   * @param tally receives the loss and errors of the thinned network on the batch
   * @param thinning the multipliers of this step
   * @param rows the examples in the batch
   * @param time of the step
   */
  public void step(
      Weights weights, float[][] arrays, Tally tally, Thinning thinning, int rows, StepTime time) {
    rate = (float) optimization.learningRate().at(time);
    rule.at(rate, time);
    blas.hold(weights.values());
    try {
      forward.run(workspace, weights, thinning, rows);
      head.run(workspace, rows, tally);
      descend(weights, arrays, rows);
    } finally {
      blas.release();
    }
    if (optimization.gradientClip() > 0) {
      clip();
      for (int layer = 0; layer < layers; layer++) {
        moveBy(gradient, weights, arrays, layer);
      }
    }
  }

  /**
   * The backward pass. Every layer moves as soon as its gradient is known, while both are in a
   * cache, unless all gradients are needed before.
   */
  private void descend(Weights weights, float[][] arrays, int rows) {
    for (int layer = layers - 1; layer >= 0; layer--) {
      if (gradient == null) {
        float momentum = ((VelocityRule) rule).momentum();
        backward.run(arrays[0], workspace, weights, layer, rows, -rate, momentum);
        move(arrays[0], -rate, weights, arrays, layer);
      } else {
        backward.run(gradient, workspace, weights, layer, rows, 1f, 0f);
        if (optimization.gradientClip() == 0) {
          move(gradient, 1f, weights, arrays, layer);
        }
      }
    }
  }

  /** Brings the gradient within the bound. */
  private void clip() {
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

  /** Moves a layer by a gradient that was written down, whether the rule asks for one or not. */
  private void moveBy(float[] gradient, Weights weights, float[][] arrays, int layer) {
    if (!(rule instanceof VelocityRule riding)) {
      move(gradient, 1f, weights, arrays, layer);
      return;
    }
    float momentum = riding.momentum();
    float[] velocity = arrays[0];
    for (int i = layout.kernel(layer).offset(); i < layout.bias(layer).end(); i++) {
      velocity[i] = momentum * velocity[i] - rate * gradient[i];
    }
    move(velocity, -rate, weights, arrays, layer);
  }

  /**
   * Moves a layer after the pull of L2 has been added, and bounds it: a few rows at a time, so that
   * each is read from memory once.
   *
   * @param direction factor x gradient, or the velocity that it went into
   * @param factor of the gradient in it
   */
  private void move(float[] direction, float factor, Weights weights, float[][] arrays, int layer) {
    Block kernel = layout.kernel(layer);
    addL2(direction, weights.values(), kernel, (float) (factor * optimization.l2()));
    rule.prepare(kernel, arrays, direction);
    float decay = (float) optimization.weightDecay();
    int step = Math.max(1, NEAR / kernel.columns());
    maxNorm.begin(kernel);
    for (int row = 0; row < kernel.rows(); row += step) {
      int end = Math.min(kernel.rows(), row + step);
      rule.move(weights.values(), arrays, direction, kernel.row(row), kernel.row(end), decay);
      maxNorm.add(weights.values(), kernel, row, end);
    }
    Block bias = layout.bias(layer);
    rule.prepare(bias, arrays, direction);
    rule.move(weights.values(), arrays, direction, bias.offset(), bias.end(), 0f);
    if (maxNorm.end(weights.values(), kernel, absentSquares(layer))) {
      for (int array = 0; array < optimization.optimizer().arraysOfWeights(); array++) {
        maxNorm.scale(arrays[array], kernel);
      }
    }
  }

  /** Nothing is absent from the output layer, which is not bounded either. */
  private float[] absentSquares(int layer) {
    return layer < absentSquares.length ? absentSquares[layer] : NONE;
  }

  private static void addL2(float[] direction, float[] values, Block block, float factor) {
    if (factor == 0f || !block.decays()) {
      return;
    }
    for (int i = block.offset(); i < block.end(); i++) {
      direction[i] += factor * values[i];
    }
  }
}
