package org.sparkdropout.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.Test;

class VectorFloatsTest {
  @Test
  void copy_denseAndSparse_givesTheSameBits() {
    Vector dense = Vectors.dense(0, -0.0, 1.1, 0, -1e-60, 2);
    float[] fromDense = copied(dense);

    assertThat(fromDense).containsExactly(9, 0, 0, 1.1f, 0, 0, 2, 9);
    assertThat(copied(dense.toSparse())).isEqualTo(fromDense);
  }

  @Test
  void copy_valuesBeyondFloat_becomeInfinite() {
    assertThat(copied(Vectors.dense(1e39, -1e39, Double.NaN)))
        .containsExactly(9, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN, 9);
  }

  private static float[] copied(Vector vector) {
    float[] target = new float[vector.size() + 2];
    Arrays.fill(target, 9);
    VectorFloats.copy(vector, target, 1);
    return target;
  }
}
