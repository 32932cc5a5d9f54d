package org.sparkdropout.data;

import java.io.Serializable;

/**
 * One row to learn from.
 *
 * <p>The arrays are shared, not copied, and must not be changed. A plain class and no record, so
 * that Kryo can write it as well.
 */
public final class Example implements Serializable {
  private static final long serialVersionUID = 1L;

  /** (width). */
  private final float[] features;

  /** (layout.width()). */
  private final float[] target;

  /** What the target is. */
  private final TargetLayout layout;

  /** Finite, at least 0. */
  private final float weight;

  /**
   * A row of a class.
   *
   * @param features (width), finite
   * @param label the class, in [0, classes); rows held out may have larger ones
   * @param weight finite, at least 0; 1 where the table has no weights
   */
  public Example(float[] features, int label, float weight) {
    this(features, new float[] {label}, TargetLayout.CLASS, weight);
  }

  /**
   * A row of any target.
   *
   * @param features (width), finite
   * @param target (layout.width()), finite
   * @param layout what the target is
   * @param weight finite, at least 0; 1 where the table has no weights
   */
  public Example(float[] features, float[] target, TargetLayout layout, float weight) {
    this.features = features;
    this.target = target;
    this.layout = layout;
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
   * What is to be learnt.
   *
   * @return (layout.width()), the array itself: the number of a class, or real numbers
   */
  public float[] target() {
    return target;
  }

  /**
   * What the target is.
   *
   * @return its layout
   */
  TargetLayout layout() {
    return layout;
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
