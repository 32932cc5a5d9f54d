package org.sparkdropout.score;

import java.util.List;
import org.sparkdropout.blas.Blas;
import org.sparkdropout.dropout.SampledNetwork;

/**
 * Scores rows with several thinned networks, in one pass over the rows: each chunk of rows goes
 * through all networks before the next is read.
 *
 * <p>Needs scratch for one chunk, of at most 16 MiB of features or one tile, and for one tile of
 * one network. Not thread-safe: one per task.
 */
final class MonteCarloScorer implements Scorer {
  private static final int CHUNK_BYTES = 1 << 24;

  private final List<SampledNetwork> samples;
  private final MonteCarloAnswer answer;
  private final Blas blas;
  private final int inputs;
  private final int outputs;
  private final int tileRows;
  private final int chunkRows;
  private float[] features = {};

  /**
   * A scorer.
   *
   * @param samples the networks, at least one, all of one shape
   * @param answer sums their answers up
   * @param inputs features of a row
   * @param blas computes the matrix products
   */
  MonteCarloScorer(List<SampledNetwork> samples, MonteCarloAnswer answer, int inputs, Blas blas) {
    this.samples = samples;
    this.answer = answer;
    this.blas = blas;
    this.inputs = inputs;
    this.outputs = samples.get(0).network().topology().outputs();
    try (BatchScorer first = new BatchScorer(samples.get(0).network(), blas)) {
      this.tileRows = first.tileRows();
    }
    int tiles = CHUNK_BYTES / Float.BYTES / inputs / tileRows;
    this.chunkRows = Math.multiplyExact(Math.max(1, tiles), tileRows);
  }

  @Override
  public int tileRows() {
    return tileRows;
  }

  /**
   * Scores rows.
   *
   * @return new summaries (rows, 2 x outputs + 1), as {@link MonteCarloAnswer} reads them
   */
  @Override
  public double[][] logits(int rows, Rows source) {
    double[][] summaries = new double[rows][MonteCarloAnswer.width(outputs)];
    for (int from = 0; from < rows; from += chunkRows) {
      score(summaries, from, Math.min(chunkRows, rows - from), source);
    }
    return summaries;
  }

  private void score(double[][] summaries, int from, int count, Rows source) {
    if (features.length < count * inputs) {
      features = new float[Math.multiplyExact(count, inputs)];
    }
    for (int row = 0; row < count; row++) {
      source.copyFeatures(from + row, features, row * inputs);
    }
    for (int sample = 0; sample < samples.size(); sample++) {
      double[][] scores = scores(samples.get(sample), count);
      for (int row = 0; row < count; row++) {
        answer.add(summaries[from + row], sample, scores[row]);
      }
    }
  }

  /** Memory for the tiles of all networks at once would grow with their number. */
  private double[][] scores(SampledNetwork sample, int count) {
    try (BatchScorer scorer = new BatchScorer(sample.network(), blas)) {
      return scorer.logits(
          count,
          (row, target, offset) -> sample.copyInputs(target, offset, features, row * inputs));
    }
  }

  @Override
  public void close() {}
}
