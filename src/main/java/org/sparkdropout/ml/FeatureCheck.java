package org.sparkdropout.ml;

import java.io.Serializable;
import java.util.Optional;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.sparkdropout.data.InvalidDataException;

/**
 * What makes a row's features unfit for a network.
 *
 * @param column where the features are
 * @param width how many the network takes
 */
record FeatureCheck(String column, int width) implements Serializable {
  /**
   * Finds what makes a row unfit.
   *
   * @param features may be null
   * @return such as {@code NaN at feature 3}; nothing if the row is fit
   * @throws InvalidDataException if the vector has another width than the network
   */
  Optional<String> problem(Vector features) {
    if (features == null) {
      return Optional.of("null");
    }
    if (features.size() != width) {
      throw wrongWidth(features.size());
    }
    return features instanceof SparseVector sparse
        ? problem(sparse.values(), sparse.indices())
        : problem(((DenseVector) features).values(), null);
  }

  private static Optional<String> problem(double[] values, int[] indices) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite((float) values[i])) {
        String kind = Double.isNaN(values[i]) ? "NaN" : "an infinite value";
        return Optional.of(kind + " at feature " + (indices == null ? i : indices[i]));
      }
    }
    return Optional.empty();
  }

  /** The error for a row that is unfit. */
  InvalidDataException unfit(String problem) {
    return new InvalidDataException(
        "featuresCol must hold vectors of finite numbers. A row of column '%s' holds %s. Repair it, or set handleInvalid to skip to leave such rows out, or to keep to predict NaN for them"
            .formatted(column, problem));
  }

  /** The error for a vector of another width than the network's. */
  InvalidDataException wrongWidth(int given) {
    return new InvalidDataException(
        "featuresCol must hold vectors of %d features, as in training. Column '%s' holds %d: assemble the same columns in the same way"
            .formatted(width, column, given));
  }
}
