package org.sparkdropout.head;

import java.util.Locale;

/** What people are told about how far a network is off. */
public enum ErrorMeasure {
  /** The share of wrong classes, in [0, 1]. */
  CLASSIFICATION_ERROR("error") {
    @Override
    public double of(double meanError) {
      return meanError;
    }

    @Override
    public String figure(double value) {
      return String.format(Locale.ROOT, "%.2f%%", 100 * value);
    }
  },

  /** The root of the mean squared residual, in the units of the label. */
  RMSE("RMSE") {
    @Override
    public double of(double meanError) {
      return Math.sqrt(meanError);
    }

    @Override
    public String figure(double value) {
      return String.format(Locale.ROOT, "%.4g", value);
    }
  };

  private final String name;

  ErrorMeasure(String name) {
    this.name = name;
  }

  /**
   * The figure that people are told.
   *
   * @param meanError the mean of the errors that a head counts
   * @return at least 0
   */
  public abstract double of(double meanError);

  /**
   * A figure as people read it.
   *
   * @param value of {@link #of}
   * @return such as 4.85%
   */
  public abstract String figure(double value);

  /**
   * The name of the figure in files.
   *
   * @return such as rmse
   */
  public String key() {
    return name.toLowerCase(Locale.ROOT);
  }

  /**
   * A figure with its name.
   *
   * @param value of {@link #of}
   * @return such as error 4.85%
   */
  public String text(double value) {
    return name + " " + figure(value);
  }

  /**
   * The name of the figure.
   *
   * @return for people to read
   */
  @Override
  public String toString() {
    return name;
  }
}
