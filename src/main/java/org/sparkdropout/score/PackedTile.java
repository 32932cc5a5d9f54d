package org.sparkdropout.score;

import org.sparkdropout.blas.PackedRun;
import org.sparkdropout.network.Topology;

/** A tile of rows, one after the other, through layers whose weights are packed. */
final class PackedTile implements Tile {
  private final PackedRun run;
  private final int rows;
  private final int classes;
  private final float[] features;
  private final float[] zeros;
  private final float[] scores;

  PackedTile(Topology topology, PackedRun run, int rows) {
    this.run = run;
    this.rows = rows;
    this.classes = topology.outputs();
    this.features = new float[topology.inputs()];
    this.zeros = new float[topology.inputs()];
    this.scores = new float[Math.multiplyExact(rows, classes)];
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public void score(double[][] logits, int from, int count, Scorer.Rows source) {
    for (int row = 0; row < count; row++) {
      source.copyFeatures(from + row, features, 0);
      run.put(row, features);
    }
    for (int row = count; row < rows; row++) {
      run.put(row, zeros);
    }
    run.run(scores);
    for (int row = 0; row < count; row++) {
      for (int c = 0; c < classes; c++) {
        logits[from + row][c] = scores[row * classes + c];
      }
    }
  }

  @Override
  public void close() {
    run.close();
  }
}
