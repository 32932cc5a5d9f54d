package org.sparkdropout.network;

import java.util.Random;
import org.sparkdropout.blas.Blas;
import org.sparkdropout.head.SoftmaxCrossEntropy;
import org.sparkdropout.head.Tally;
import org.sparkdropout.random.Streams;

/** A small network, a random batch and a workspace that holds it. */
public final class Fixture {
  public final Topology topology;
  public final int rows;
  public final Weights weights;
  public final float[] inputs;
  public final float[] targets;
  public final float[] exampleWeights;
  public final Workspace workspace;

  public Fixture(Topology topology, int rows, long seed) {
    this.topology = topology;
    this.rows = rows;
    Random random = new Random(seed);
    this.weights =
        new Initialization(Initialization.Kind.GLOROT, 0).draw(topology, new Streams(seed));
    for (int i = 0; i < weights.values().length; i++) {
      weights.values()[i] += 0.1f * (float) random.nextGaussian();
    }
    this.inputs = new float[rows * topology.inputs()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) random.nextGaussian();
    }
    int[] labels = random.ints(rows, 0, topology.outputs()).toArray();
    this.targets = new float[rows];
    for (int row = 0; row < rows; row++) {
      targets[row] = labels[row];
    }
    this.exampleWeights = new float[rows];
    for (int row = 0; row < rows; row++) {
      exampleWeights[row] = 0.5f + random.nextFloat();
    }
    this.workspace = new Workspace(topology, rows + 2);
    refill();
  }

  public void refill() {
    System.arraycopy(inputs, 0, workspace.inputs(), 0, inputs.length);
    System.arraycopy(targets, 0, workspace.targets(), 0, rows);
    System.arraycopy(exampleWeights, 0, workspace.exampleWeights(), 0, rows);
  }

  public Tally forwardAndLoss(Thinning thinning) {
    refill();
    Tally tally = new Tally();
    new Forward(Blas.instance()).run(workspace, weights, thinning, rows);
    new SoftmaxCrossEntropy(topology.outputs()).run(workspace, rows, tally);
    return tally;
  }

  public float[] gradient(Thinning thinning) {
    forwardAndLoss(thinning);
    float[] gradient = new float[topology.parameters()];
    new Backward(Blas.instance()).run(gradient, workspace, weights, rows, 1f, 0f);
    return gradient;
  }

  public double[] parameters() {
    double[] parameters = new double[weights.values().length];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = weights.values()[i];
    }
    return parameters;
  }

  /** The multipliers that a thinning draws, by level, null where it draws none. */
  float[][] multipliers(Thinning thinning) {
    float[][] multipliers = new float[topology.layers()][];
    for (int level = 0; level < multipliers.length; level++) {
      int units = level == 0 ? topology.inputs() : topology.outputs(level - 1);
      if (thinning.thins(level)) {
        multipliers[level] = new float[rows * units];
        thinning.multipliers(multipliers[level], level, rows, units);
      }
    }
    return multipliers;
  }
}
