package org.sparkdropout.score;

import org.sparkdropout.blas.Blas;
import org.sparkdropout.dropout.InferenceNetwork;

/**
 * A dense network of our own engine.
 *
 * @param weights scaled for inference
 */
public record DenseNetwork(InferenceNetwork weights) implements ExportedNetwork {
  @Override
  public int inputs() {
    return weights.topology().inputs();
  }

  @Override
  public int classes() {
    return weights.topology().classes();
  }

  @Override
  public float[] parameters() {
    return weights.parameters();
  }

  @Override
  public Scorer scorer() {
    return new BatchScorer(weights, Blas.instance());
  }

  @Override
  public String toString() {
    return weights.topology().toString();
  }
}
