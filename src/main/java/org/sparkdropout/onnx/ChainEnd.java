package org.sparkdropout.onnx;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.sparkdropout.data.TargetKind;

/**
 * How a dense network of others ends.
 *
 * @param scores the last layer, which gives logits of at least two classes, or numbers
 * @param targets what the network may answer
 */
record ChainEnd(ChainLayer scores, Set<TargetKind> targets) {
  /**
   * Tells the end of a network.
   *
   * @param last its last layer
   * @param isSoftmax whether softmax or its logarithm follows
   * @return empty if it gives neither probabilities nor logits nor numbers
   */
  static Optional<ChainEnd> of(ChainLayer last, boolean isSoftmax) {
    boolean isPlain = last.activation().isNone();
    if (isSoftmax) {
      return isPlain && last.outputs() > 1 ? Optional.of(ofClasses(last)) : Optional.empty();
    }
    if (isPlain) {
      return Optional.of(
          new ChainEnd(
              last,
              last.outputs() == 1 ? Set.of(TargetKind.NUMBERS) : EnumSet.allOf(TargetKind.class)));
    }
    boolean isSigmoid = last.activation().operator() == ChainOperator.SIGMOID;
    return isSigmoid && last.outputs() == 1
        ? Optional.of(ofClasses(last.behindZero().with(ChainActivation.NONE)))
        : Optional.empty();
  }

  private static ChainEnd ofClasses(ChainLayer scores) {
    return new ChainEnd(scores, Set.of(TargetKind.CLASS));
  }
}
