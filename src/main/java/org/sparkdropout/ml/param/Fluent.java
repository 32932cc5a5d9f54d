package org.sparkdropout.ml.param;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** Sets params in the way of setters that return their object. */
final class Fluent {
  private Fluent() {}

  /**
   * Sets a param.
   *
   * @param <E> the owner's own type; the caller vouches for it
   * @throws IllegalArgumentException if the value is not allowed
   */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  static <E, T> E set(Params owner, Param<T> param, T value) {
    owner.set(param, value);
    return (E) owner;
  }
}
