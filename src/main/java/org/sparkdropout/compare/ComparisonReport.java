package org.sparkdropout.compare;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Map;

/**
 * What a paired run found.
 *
 * @param network the widths of the layers and the activation
 * @param heldOutRows what the curves' held-out rows are: the test rows or validation rows
 * @param seed of both runs
 * @param replicas of both runs
 * @param withDropout the run with dropout
 * @param withoutDropout the same run, nothing dropped
 * @param verdict on the test rows; the first network is the one with dropout. In JSON its fields
 *     stand in the report itself: {@code mcNemar} of classes, {@code measure} and {@code
 *     squaredErrors} of numbers
 * @param params the params of the run with dropout that were set
 */
public record ComparisonReport(
    String network,
    String heldOutRows,
    long seed,
    int replicas,
    ArmReport withDropout,
    ArmReport withoutDropout,
    @JsonUnwrapped Verdict verdict,
    Map<String, String> params) {

  /**
   * What dropout changed; the page asks it.
   *
   * @return test error without dropout - test error with it, of numbers the same of RMSEs; above 0
   *     if dropout helped
   */
  public double gain() {
    return withoutDropout.test().error() - withDropout.test().error();
  }
}
