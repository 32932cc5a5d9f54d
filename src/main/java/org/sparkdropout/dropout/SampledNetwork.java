package org.sparkdropout.dropout;

/**
 * One of the thinned networks that {@link SampledNetworks} draws: a dense network of the units that
 * it keeps, and which of the features it takes. Immutable and thread-safe.
 */
public final class SampledNetwork {
  private final int[] inputs;
  private final InferenceNetwork network;

  SampledNetwork(int[] inputs, InferenceNetwork network) {
    this.inputs = inputs;
    this.network = network;
  }

  /**
   * The thinned network.
   *
   * @return weights to score with
   */
  public InferenceNetwork network() {
    return network;
  }

  /**
   * Copies the features that the network takes.
   *
   * @param target receives them from {@code offset} on, as many as the network has inputs
   * @param offset where in target they start
   * @param features of rows of the whole network
   * @param start where in features a row starts
   */
  public void copyInputs(float[] target, int offset, float[] features, int start) {
    for (int i = 0; i < inputs.length; i++) {
      target[offset + i] = features[start + inputs[i]];
    }
  }
}
