package org.sparkdropout.blas;

import java.util.List;

/** The product of matrices by its definition, in double precision: the truth for the tests. */
enum NaiveProduct {
  PLAIN {
    @Override
    int indexA(int row, int depth, int m, int k) {
      return row * k + depth;
    }

    @Override
    int indexB(int depth, int column, int n, int k) {
      return depth * n + column;
    }

    @Override
    void compute(Blas blas, Operands x, float alpha, float beta) {
      blas.multiply(x.c, x.offset, x.a, x.offset, x.b, x.offset, x.m, x.n, x.k, alpha, beta);
    }
  },
  TRANSPOSED_A {
    @Override
    int indexA(int row, int depth, int m, int k) {
      return depth * m + row;
    }

    @Override
    int indexB(int depth, int column, int n, int k) {
      return depth * n + column;
    }

    @Override
    void compute(Blas blas, Operands x, float alpha, float beta) {
      blas.multiplyTransposedA(
          x.c, x.offset, x.a, x.offset, x.b, x.offset, x.m, x.n, x.k, alpha, beta);
    }
  },
  TRANSPOSED_B {
    @Override
    int indexA(int row, int depth, int m, int k) {
      return row * k + depth;
    }

    @Override
    int indexB(int depth, int column, int n, int k) {
      return column * k + depth;
    }

    @Override
    void compute(Blas blas, Operands x, float alpha, float beta) {
      blas.multiplyTransposedB(
          x.c, x.offset, x.a, x.offset, x.b, x.offset, x.m, x.n, x.k, alpha, beta);
    }
  };

  abstract int indexA(int row, int depth, int m, int k);

  abstract int indexB(int depth, int column, int n, int k);

  /** The same form by the implementation under test. */
  abstract void compute(Blas blas, Operands operands, float alpha, float beta);

  /** C as {@link #compute} must leave it, padding included. */
  float[] expected(Operands x, float alpha, float beta) {
    float[] c = x.c.clone();
    for (int i = 0; i < x.m; i++) {
      for (int j = 0; j < x.n; j++) {
        double sum = 0;
        for (int l = 0; l < x.k; l++) {
          sum +=
              (double) x.a[x.offset + indexA(i, l, x.m, x.k)]
                  * x.b[x.offset + indexB(l, j, x.n, x.k)];
        }
        int at = x.offset + i * x.n + j;
        c[at] = (float) (alpha * sum + (beta == 0f ? 0 : (double) beta * c[at]));
      }
    }
    return c;
  }

  /** Matrices of random entries in [-1, 1), with padding of {@code offset} on both sides. */
  static final class Operands {
    final int m;
    final int n;
    final int k;
    final int offset;
    final float[] a;
    final float[] b;
    final float[] c;

    Operands(int m, int n, int k, int offset) {
      this.m = m;
      this.n = n;
      this.k = k;
      this.offset = offset;
      this.a = entries(m * k, 1);
      this.b = entries(k * n, 2);
      this.c = entries(m * n, 3);
    }

    /** Rounds A and B to the nearest bfloat16 numbers, ties to even; this object. */
    Operands roundedToBfloat16() {
      for (float[] values : List.of(a, b)) {
        for (int i = 0; i < values.length; i++) {
          int bits = Float.floatToRawIntBits(values[i]);
          int even = (bits >>> 16) & 1;
          values[i] = Float.intBitsToFloat((bits + 0x7fff + even) & 0xffff0000);
        }
      }
      return this;
    }

    private float[] entries(int size, int seed) {
      float[] values = new float[size + 2 * offset];
      java.util.Random random = new java.util.Random(seed);
      for (int i = 0; i < values.length; i++) {
        values[i] = 2 * random.nextFloat() - 1;
      }
      return values;
    }
  }
}
