package org.sparkdropout.data;

import java.util.Arrays;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;

/**
 * Spark ML vectors as {@code float}s.
 *
 * <p>Values beyond float's range become infinite, and negative zeros zeros: a vector gives the same
 * bits whether it is stored as dense or sparse.
 */
public final class VectorFloats {
  private VectorFloats() {}

  /**
   * Copies all values of a vector, rounded to the nearest float.
   *
   * @param vector dense or sparse
   * @param target receives {@code vector.size()} values from {@code offset} on, zeros included
   * @param offset where in target the vector starts
   */
  public static void copy(Vector vector, float[] target, int offset) {
    if (vector instanceof SparseVector sparse) {
      copySparse(sparse, target, offset);
    } else {
      copyDense(((DenseVector) vector).values(), target, offset);
    }
  }

  private static void copyDense(double[] values, float[] target, int offset) {
    for (int i = 0; i < values.length; i++) {
      target[offset + i] = (float) values[i] + 0f;
    }
  }

  private static void copySparse(SparseVector vector, float[] target, int offset) {
    Arrays.fill(target, offset, offset + vector.size(), 0f);
    int[] indices = vector.indices();
    double[] values = vector.values();
    for (int i = 0; i < indices.length; i++) {
      target[offset + indices[i]] = (float) values[i] + 0f;
    }
  }
}
