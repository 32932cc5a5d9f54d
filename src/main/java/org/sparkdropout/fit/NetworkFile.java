package org.sparkdropout.fit;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sparkdropout.data.TargetKind;
import org.sparkdropout.dropout.DenseStart;

/**
 * What a file says of a network, whatever its format. An engine of others asks for more than this,
 * in an interface of its own.
 */
public interface NetworkFile {
  /**
   * The network as one of our own engine. Numbers are in the label's units.
   *
   * @return empty if {@link #whyNotDense()} says why
   */
  Optional<DenseStart> dense();

  /**
   * What the network may answer.
   *
   * @return classes or numbers, by how it ends; both where the file does not tell
   */
  Set<TargetKind> targets();

  /**
   * Why it is no network of our own engine.
   *
   * @return a reason that goes on from "because"; empty if it is one
   */
  Optional<String> whyNotDense();

  /**
   * What of the file is left behind, or differs here.
   *
   * @param engine that is to train the network
   * @return sentences that name the file
   */
  default List<String> warnings(String engine) {
    return List.of();
  }
}
