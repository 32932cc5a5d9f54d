package org.sparkdropout.catalyst;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.types.StructField;
import org.sparkdropout.data.InvalidDataException;

/**
 * What makes a row's features unfit for a network.
 *
 * @param column where the features are
 * @param width how many the network takes
 * @param names of the features, where the table knows them; otherwise empty
 */
public record FeatureCheck(String column, int width, List<String> names) implements Serializable {
  /** The problem of a row whose answer is no number, though its features are. */
  static final String OVERFLOW = "values so large that the network overflows";

  private static final String SCALE =
      "Train with scaled features (prepare.scale = standard in a job, a StandardScaler before the"
          + " network in a pipeline), or with a lower learningRate";

  /**
   * A check of a table's column.
   *
   * @param column of vectors
   * @param width how many features the network takes
   * @return one that names the features as the column's metadata does
   */
  public static FeatureCheck of(StructField column, int width) {
    Attribute[] known = AttributeGroup.fromStructField(column).attributes().getOrElse(() -> null);
    return new FeatureCheck(column.name(), width, known == null ? List.of() : names(known));
  }

  private static List<String> names(Attribute[] features) {
    List<String> names =
        Arrays.stream(features).map(feature -> feature.name().getOrElse(() -> "")).toList();
    return names.contains("") ? List.of() : names;
  }

  /**
   * Finds what makes a row unfit.
   *
   * @param features may be null
   * @return such as {@code NaN in 'age' (feature 3 of column 'features')}; nothing if the row is
   *     fit
   * @throws InvalidDataException if the vector has another width than the network
   */
  public Optional<String> problem(Vector features) {
    if (features == null) {
      return Optional.of("no vector (null) in column '%s'".formatted(column));
    }
    if (features.size() != width) {
      throw wrongWidth(features.size());
    }
    return features instanceof SparseVector sparse
        ? problem(sparse.values(), sparse.indices())
        : problem(((DenseVector) features).values(), null);
  }

  private Optional<String> problem(double[] values, int[] indices) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite((float) values[i])) {
        return Optional.of(problem(values, i, indices == null ? i : indices[i]));
      }
    }
    return Optional.empty();
  }

  private String problem(double[] values, int place, int feature) {
    if (width > 1 && values.length == width && Arrays.stream(values).allMatch(Double::isNaN)) {
      return "NaN in every feature of column '%s'".formatted(column);
    }
    String kind = Double.isNaN(values[place]) ? "NaN" : "an infinite value";
    return names.size() == width
        ? "%s in '%s' (feature %d of column '%s')"
            .formatted(kind, names.get(feature), feature, column)
        : "%s at feature %d of column '%s'".formatted(kind, feature, column);
  }

  /**
   * The error for a row that is unfit.
   *
   * @param problem what makes it so
   * @return to be thrown
   */
  public InvalidDataException unfit(String problem) {
    return new InvalidDataException(
        "featuresCol must hold vectors of finite numbers. A row holds %s. %s, or set handleInvalid to skip to leave such rows out, or to keep to predict NaN for them"
            .formatted(problem, problem.equals(OVERFLOW) ? SCALE : "Repair it"));
  }

  /**
   * The error for a vector of another width than the network's.
   *
   * @param given its width
   * @return to be thrown
   */
  public InvalidDataException wrongWidth(int given) {
    return new InvalidDataException(
        "featuresCol must hold vectors of %d features, as in training. Column '%s' holds %d: assemble the same columns in the same way"
            .formatted(width, column, given));
  }
}
