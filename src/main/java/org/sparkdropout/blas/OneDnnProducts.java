package org.sparkdropout.blas;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;

/**
 * One thread's products: the kernels that oneDNN made for the latest shapes, and memory for the
 * operands of one product. Not thread-safe, and of the thread that made it alone.
 */
final class OneDnnProducts {
  private static final int SHAPES = 64;

  /** Floats that a buffer outside Java's heap can hold. */
  private static final long LARGEST = (1 << 29) - 1;

  private final OneDnnLibrary library;
  private final stream queue;
  private final Bfloat16Rounding rounding;
  private final float[] piece = new float[Bfloat16Rounding.PIECE];
  private final float[] sums = new float[Bfloat16Rounding.PIECE];
  private final Map<OneDnnShape, Kernel> kernels = new LinkedHashMap<>(16, 0.75f, true);

  private BytePointer a = new BytePointer(0L);
  private BytePointer b = new BytePointer(0L);
  private final HeldOperands held;
  private FloatPointer c = new FloatPointer(0L);
  private FloatBuffer product = c.asBuffer();

  OneDnnProducts(OneDnnLibrary library) {
    this.library = library;
    this.queue = new stream(library.processor());
    this.rounding = library.onOneThread(() -> new Bfloat16Rounding(library.processor(), queue));
    this.held = new HeldOperands(rounding);
  }

  /** A product of one shape, as oneDNN holds it. */
  private static final class Kernel {
    private final matmul primitive;
    private final memory a;
    private final memory b;
    private final memory c;
    private final memory scratch;
    private final IntMemoryMap arguments = new IntMemoryMap();

    Kernel(OneDnnShape shape, engine processor) {
      try (memory.desc forA = shape.a();
          memory.desc forB = shape.b();
          memory.desc forC = shape.c();
          primitive_attr ownScratch = new primitive_attr()) {
        ownScratch.set_scratchpad_mode(dnnl.dnnl_scratchpad_mode_user);
        try (matmul.primitive_desc description =
                new matmul.primitive_desc(processor, forA, forB, forC, ownScratch, false);
            memory.desc forScratch = description.scratchpad_desc()) {
          this.primitive = new matmul(description);
          this.scratch = new memory(forScratch, processor);
        }
        this.a = new memory(forA, processor, null);
        this.b = new memory(forB, processor, null);
        this.c = new memory(forC, processor, null);
        arguments.put(dnnl.DNNL_ARG_SRC, a);
        arguments.put(dnnl.DNNL_ARG_WEIGHTS, b);
        arguments.put(dnnl.DNNL_ARG_DST, c);
        arguments.put(dnnl.DNNL_ARG_SCRATCHPAD, scratch);
      }
    }

    void close() {
      arguments.close();
      primitive.close();
      a.close();
      b.close();
      c.close();
      scratch.close();
    }
  }

  /** Computes A x B, which {@link #addTo} then hands out. */
  void run(OneDnnShape shape, float[] a, int aOffset, float[] b, int bOffset) {
    reserve(shape);
    rounding.round(this.a, a, aOffset, shape.m() * shape.k());
    Kernel kernel = kernel(shape);
    kernel.a.set_data_handle(this.a);
    kernel.b.set_data_handle(roundedB(b, bOffset, shape.k() * shape.n()));
    kernel.c.set_data_handle(this.c);
    kernel.primitive.execute(queue, kernel.arguments);
    queue._wait();
  }

  private BytePointer roundedB(float[] b, int offset, int length) {
    if (held.holds(b)) {
      return held.rounded(offset, length);
    }
    this.b = Bfloat16Rounding.room(this.b, length);
    rounding.round(this.b, b, offset, length);
    return this.b;
  }

  /** See {@link Blas#hold}. */
  void hold(float[] operands) {
    held.hold(operands);
  }

  /** See {@link Blas#release}. */
  void release() {
    held.release();
  }

  private Kernel kernel(OneDnnShape shape) {
    Kernel kernel = kernels.get(shape);
    if (kernel == null) {
      kernel = library.onOneThread(() -> new Kernel(shape, library.processor()));
      kernels.put(shape, kernel);
      if (kernels.size() > SHAPES) {
        Map.Entry<OneDnnShape, Kernel> eldest = kernels.entrySet().iterator().next();
        kernels.remove(eldest.getKey());
        eldest.getValue().close();
      }
    }
    return kernel;
  }

  private void reserve(OneDnnShape shape) {
    a = Bfloat16Rounding.room(a, shape.m() * shape.k());
    long size = (long) shape.m() * shape.n();
    if (size > LARGEST) {
      throw new IllegalArgumentException(
          "A product of bfloat16 numbers must have fewer than 2^29 entries. Provided: %d x %d. Set precision = float32"
              .formatted(shape.m(), shape.n()));
    }
    if (c.isNull() || c.capacity() < size) {
      c.close();
      c = new FloatPointer(size);
      product = c.asBuffer();
    }
  }

  /**
   * Computes C = alpha * product + beta * C. A piece of C is copied first: with one index for both
   * arrays the loop is compiled to vector instructions, with two different offsets it is not.
   */
  void addTo(float[] c, int offset, int length, float alpha, float beta) {
    if (alpha == 1f && beta == 0f) {
      product.get(0, c, offset, length);
      return;
    }
    for (int done = 0; done < length; done += piece.length) {
      int count = Math.min(piece.length, length - done);
      product.get(done, piece, 0, count);
      if (beta == 0f) {
        Arrays.fill(sums, 0, count, 0f);
      } else {
        System.arraycopy(c, offset + done, sums, 0, count);
      }
      add(count, alpha, beta);
      System.arraycopy(sums, 0, c, offset + done, count);
    }
  }

  private void add(int count, float alpha, float beta) {
    for (int i = 0; i < count; i++) {
      sums[i] = beta * sums[i] + alpha * piece[i];
    }
  }
}
