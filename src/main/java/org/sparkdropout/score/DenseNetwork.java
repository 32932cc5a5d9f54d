package org.sparkdropout.score;

import org.sparkdropout.blas.Blas;
import org.sparkdropout.dropout.InferenceNetwork;
import org.sparkdropout.head.SoftmaxCrossEntropy;

/**
 * A dense network of our own engine.
 *
 * <p>A class rather than a record: it is broadcast, and Kryo cannot read records.
 */
public final class DenseNetwork implements ExportedNetwork {
  /** What our own engine is called. */
  public static final String ENGINE = "blas";

  private static final long serialVersionUID = 1L;

  private final InferenceNetwork weights;

  /**
   * Wraps a network.
   *
   * @param weights scaled for inference
   * @throws IllegalArgumentException if it has fewer than 2 classes
   */
  public DenseNetwork(InferenceNetwork weights) {
    SoftmaxCrossEntropy.requireClasses(weights.topology().outputs());
    this.weights = weights;
  }

  /**
   * The network.
   *
   * @return weights scaled for inference
   */
  public InferenceNetwork weights() {
    return weights;
  }

  @Override
  public String engine() {
    return ENGINE;
  }

  @Override
  public int inputs() {
    return weights.topology().inputs();
  }

  @Override
  public int classes() {
    return weights.topology().outputs();
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
