package org.sparkdropout.data;

import java.io.Serializable;

/**
 * One row to learn from.
 *
 * <p>The array is shared, not copied, and must not be changed. A plain class and no record, so that
 * Kryo can write it as well.
 */
public final class Example implements Serializable {
  private static final long serialVersionUID = 1L;

  /** (width). */
  private final float[] features;

  /** At least 0; below the number of classes, except in rows held out. */
  private final int label;

  /** Finite, at least 0. */
  private final float weight;

  /**
   * Joins the parts of a row.
   *
   * @param features (width), finite
   * @param label the class, in [0, classes)
   * @param weight finite, at least 0; 1 where the table has no weights
   */
  public Example(float[] features, int label, float weight) {
    this.features = features;
    this.label = label;
    this.weight = weight;
  }

  /**
   * The features.
   *
   * @return (width), the array itself
   */
  public float[] features() {
    return features;
  }

  /**
   * The class.
   *
   * @return in [0, classes)
   */
  public int label() {
    return label;
  }

  /**
   * How much the row counts.
   *
   * @return finite, at least 0
   */
  public float weight() {
    return weight;
  }
}
