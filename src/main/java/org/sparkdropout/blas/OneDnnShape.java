package org.sparkdropout.blas;

import org.bytedeco.dnnl.memory;

/** The shapes of a product C = A x B and how A and B are stored. */
record OneDnnShape(Blas.Form form, int m, int n, int k) {
  memory.desc a() {
    boolean transposed = form == Blas.Form.TRANSPOSED_A;
    return matrix(m, k, memory.data_type.bf16, transposed);
  }

  memory.desc b() {
    boolean transposed = form == Blas.Form.TRANSPOSED_B;
    return matrix(k, n, memory.data_type.bf16, transposed);
  }

  memory.desc c() {
    return matrix(m, n, memory.data_type.f32, false);
  }

  private static memory.desc matrix(
      int rows, int columns, memory.data_type type, boolean transposed) {
    long[] strides = transposed ? new long[] {1, rows} : new long[] {columns, 1};
    return new memory.desc(new long[] {rows, columns}, type, strides);
  }
}
