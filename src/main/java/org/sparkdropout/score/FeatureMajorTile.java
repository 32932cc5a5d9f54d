package org.sparkdropout.score;

import java.util.Arrays;
import org.sparkdropout.blas.Blas;
import org.sparkdropout.dropout.InferenceNetwork;
import org.sparkdropout.network.FeatureMajorForward;

/** A tile of rows side by side, whose weights are found in an array by each product. */
final class FeatureMajorTile implements Tile {
  /** Rows that are turned at once: what they leave in the tile fills lines of the cache. */
  private static final int STRIP = 16;

  private final InferenceNetwork network;
  private final FeatureMajorForward forward;
  private final int inputs;
  private final int classes;
  private final float[] strip;

  FeatureMajorTile(InferenceNetwork network, Blas blas, int rows) {
    this.network = network;
    this.forward = new FeatureMajorForward(network.topology(), rows, blas);
    this.inputs = network.topology().inputs();
    this.classes = network.topology().outputs();
    this.strip = new float[STRIP * inputs];
  }

  @Override
  public int rows() {
    return forward.rows();
  }

  @Override
  public void score(double[][] logits, int from, int count, Scorer.Rows source) {
    for (int first = 0; first < forward.rows(); first += STRIP) {
      turn(source, from + first, Math.min(count - first, STRIP), first);
    }
    copyScores(logits, from, count, network.logits(forward));
  }

  /** Copies a strip of rows, those past the last one as zeros, into columns of the tile. */
  private void turn(Scorer.Rows source, int from, int count, int column) {
    for (int row = 0; row < count; row++) {
      source.copyFeatures(from + row, strip, row * inputs);
    }
    int width = Math.min(STRIP, forward.rows());
    Arrays.fill(strip, Math.max(0, count) * inputs, width * inputs, 0f);
    float[] columns = forward.inputs();
    for (int input = 0; input < inputs; input++) {
      int place = input * forward.rows() + column;
      for (int row = 0; row < width; row++) {
        columns[place + row] = strip[row * inputs + input];
      }
    }
  }

  private void copyScores(double[][] logits, int from, int count, float[] scores) {
    for (int row = 0; row < count; row++) {
      for (int c = 0; c < classes; c++) {
        logits[from + row][c] = scores[c * forward.rows() + row];
      }
    }
  }

  @Override
  public void close() {}
}
