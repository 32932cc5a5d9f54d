package org.sparkdropout.data;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.sparkdropout.head.TargetScale;

/**
 * What the labels of one part of a table tell. Order changes nothing but last digits of weights.
 */
interface LabelTally extends Serializable {
  /** Adds the label of a usable row. */
  void add(double[] label, double weight);

  /** Adds another tally of the same target. */
  void add(LabelTally other);

  /**
   * Checks that the labels to train on can be learnt.
   *
   * @throws InvalidDataException if not
   */
  void check();

  /**
   * What is odd about the labels to train on.
   *
   * @param validation the labels held out
   * @return sentences with remedies
   */
  List<String> warnings(LabelTally validation);

  /** The best answer that looks at no feature; empty if none is worse than a network may be. */
  Optional<ConstantAnswer> constantAnswer();

  /** The rows of each class to train on; none for numbers. */
  long[] rowsPerClass();

  /** Where the numbers lie; empty for classes. */
  Optional<TargetScale> scale();
}
