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
   * @param probabilities one a class; NaN where there is no answer
   * @param prediction the class, counted from 0; -1 where there is no answer
   * @param label its text where classes have one; empty where there is no answer
   */
  record Answer(List<Double> probabilities, int prediction, Optional<String> label) {
    boolean isGiven() {
      return prediction >= 0;
    }
  }
}
