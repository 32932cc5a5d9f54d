package org.sparkdropout.score;

import java.io.Serializable;
import org.sparkdropout.head.Answer;

/**
 * A network as models hold it: scaled for inference, nothing drops in it. Immutable and
 * thread-safe; sent to executors, by Kryo too, and so no record. Its text is its shape, such as
 * {@code 784-800-10 relu}.
 */
public interface ExportedNetwork extends Serializable {
  /**
   * The engine that trains such networks.
   *
   * @return as the param {@code engine} names it
   */
  String engine();

  /**
   * The number of features.
   *
   * @return at least 1
   */
  int inputs();

  /**
   * The scores of a row.
   *
   * @return of classes their number, at least 2; else at least 1
   */
  int outputs();

  /**
   * What the scores mean.
   *
   * @return of classes the choice of the largest
   */
  Answer answer();

  /**
   * All weights and biases, in the order of the network's own layout.
   *
   * @return a copy
   */
  float[] parameters();

  /**
   * What scores rows with this network.
   *
   * @return with scratch of its own
   */
  Scorer scorer();
}
