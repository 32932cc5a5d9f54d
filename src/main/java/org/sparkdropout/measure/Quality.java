package org.sparkdropout.measure;

/** How well a network does on some rows. */
public sealed interface Quality permits ClassificationQuality, RegressionQuality {
  /** {@return the rows that were measured: those with a label and an answer} */
  long rows();

  /**
   * The figure that networks are compared by.
   *
   * @return of classes the share of wrong predictions, of numbers the RMSE; NaN without rows
   */
  double error();
}
