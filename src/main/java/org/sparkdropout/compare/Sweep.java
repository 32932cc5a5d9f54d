package org.sparkdropout.compare;

import java.util.List;

/**
 * A setting that is swept, and what others have measured so.
 *
 * @param setting the name of what is swept, such as {@code hiddenDropout}
 * @param values in the order of the sweep, for people to read
 * @param references curves of others, to be drawn beside those of the arms
 */
public record Sweep(String setting, List<String> values, List<Reference> references) {
  /**
   * A curve that others have measured.
   *
   * @param name of the curve, with its source, such as {@code Srivastava et al. 2014, figure 9a}
   * @param values of what is swept
   * @param errors at these values: of classes in [0, 1], of numbers RMSE; as many
   */
  public record Reference(String name, List<Double> values, List<Double> errors) {}
}
