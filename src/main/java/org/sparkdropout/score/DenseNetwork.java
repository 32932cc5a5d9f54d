package org.sparkdropout.score;

import java.util.Optional;
import org.sparkdropout.blas.Blas;
import org.sparkdropout.dropout.InferenceNetwork;
import org.sparkdropout.head.Answer;
import org.sparkdropout.head.Decision;
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
  private final Answer answer;

  /**
   * A network of classes.
   *
   * @param weights scaled for inference
   * @throws IllegalArgumentException if it has fewer than two outputs
   */
  public DenseNetwork(InferenceNetwork weights) {
    this(weights, Decision.of(Optional.empty()));
    SoftmaxCrossEntropy.requireClasses(weights.topology().outputs());
  }

  /**
   * A network of any answer.
   *
   * @param weights scaled for inference
   * @param answer what its outputs mean
   */
  public DenseNetwork(InferenceNetwork weights, Answer answer) {
    this.weights = weights;
    this.answer = answer;
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
  public int outputs() {
    return weights.topology().outputs();
  }

  @Override
  public Answer answer() {
    return answer;
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
