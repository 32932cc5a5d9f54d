package org.sparkdropout.score;

/**
 * Computes the logits of rows. The bits of a row depend neither on how many rows there are nor on
 * its place among them. Not thread-safe: one per task.
 */
public interface Scorer extends AutoCloseable {
  /** Where the rows to score come from. */
  @FunctionalInterface
  interface Rows {
    /**
     * Copies the features of a row.
     *
     * @param row in [0, rows)
     * @param target receives the network's number of inputs from {@code offset} on
     * @param offset where in target the row starts
     */
    void copyFeatures(int row, float[] target, int offset);
  }

  /**
   * The rows of every matrix product; batches of a multiple of it waste nothing.
   *
   * @return at least 1
   */
  int tileRows();

  /**
   * Scores rows.
   *
   * @param rows how many, at least 0
   * @param source gives their features
   * @return new logits (rows, classes), or what else the network's answer reads: of thinned
   *     networks a summary of each row
   */
  double[][] logits(int rows, Rows source);

  /** Frees scratch that is not on Java's heap; the object is of no use then. */
  @Override
  void close();
}
