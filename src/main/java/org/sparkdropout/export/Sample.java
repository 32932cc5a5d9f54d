package org.sparkdropout.export;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rows and what the model answers to them.
 *
 * @param spellings the same rows in each way that users write them, the model's own first: inputs
 *     of the runtime by name, arrays of one row a first index
 * @param answers of the model, one a row
 * @param madeUp whether the rows were made of random numbers
 */
record Sample(List<Map<String, Object>> spellings, List<Answer> answers, boolean madeUp) {
  /**
   * What is answered to a row.
   *
   * @param values the probabilities of classes, or the predicted numbers and then the quantiles;
   *     NaN where there is no answer
   * @param prediction the class, counted from 0; {@link #NO_CLASS} where there is no answer, and
   *     for numbers
   * @param label its text where classes have one; empty where there is no answer
   */
  record Answer(List<Double> values, int prediction, Optional<String> label) {
    static final int NO_CLASS = -1;

    /** An answer of numbers. */
    static Answer ofNumbers(List<Double> values) {
      return new Answer(values, NO_CLASS, Optional.empty());
    }

    boolean isGiven() {
      return values.stream().noneMatch(value -> value.isNaN());
    }
  }
}
