package org.sparkdropout.onnx;

/**
 * A layer of a dense network that was read from a file of others.
 *
 * @param inputs the rows of its weights
 * @param outputs the columns of its weights
 * @param weights (inputs, outputs), row-major
 * @param bias of each output
 * @param activation of the sums
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record ChainLayer(
    int inputs, int outputs, float[] weights, float[] bias, ChainActivation activation) {
  ChainLayer with(ChainActivation other) {
    return new ChainLayer(inputs, outputs, weights, bias, other);
  }

  /** With more added to each output. */
  ChainLayer plus(float[] more) {
    float[] sum = bias.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += more[more.length == 1 ? 0 : i];
    }
    return new ChainLayer(inputs, outputs, weights, sum, activation);
  }

  /** One output as two, the first of which is 0: their softmax is the sigmoid of the one. */
  ChainLayer behindZero() {
    float[] both = new float[2 * inputs];
    for (int i = 0; i < inputs; i++) {
      both[2 * i + 1] = weights[i];
    }
    return new ChainLayer(inputs, 2, both, new float[] {0, bias[0]}, activation);
  }
}
