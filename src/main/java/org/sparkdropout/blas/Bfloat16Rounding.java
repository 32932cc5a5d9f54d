package org.sparkdropout.blas;

import java.nio.FloatBuffer;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Rounds floats to bfloat16 on their way out of Java's heap, in pieces that stay in the nearest
 * cache between the copy and the rounding. Not thread-safe.
 */
final class Bfloat16Rounding {
  /** Floats rounded at once. */
  static final int PIECE = 1 << 12;

  private static final long BYTES = 2;

  private final stream queue;
  private final FloatPointer floats = new FloatPointer(PIECE);
  private final FloatBuffer staging = floats.asBuffer();
  private final memory to;
  private final reorder primitive;
  private final IntMemoryMap arguments = new IntMemoryMap();

  Bfloat16Rounding(engine processor, stream queue) {
    this.queue = queue;
    long[] size = {PIECE};
    long[] strides = {1};
    try (memory.desc wide = new memory.desc(size, memory.data_type.f32, strides);
        memory.desc narrow = new memory.desc(size, memory.data_type.bf16, strides);
        reorder.primitive_desc description =
            new reorder.primitive_desc(processor, wide, processor, narrow)) {
      this.primitive = new reorder(description);
      this.to = new memory(narrow, processor, null);
      memory from = new memory(wide, processor, floats);
      arguments.put(dnnl.DNNL_ARG_FROM, from);
      arguments.put(dnnl.DNNL_ARG_TO, to);
    }
  }

  /**
   * Memory for rounded values.
   *
   * @param memory taken if it is large enough, and freed if not
   * @param values how many are to be rounded; pieces are written whole, so there may be room for
   *     more
   */
  static BytePointer room(BytePointer memory, int values) {
    long bytes = BYTES * ((values + (long) PIECE - 1) / PIECE * PIECE);
    if (!memory.isNull() && memory.capacity() >= bytes) {
      return memory;
    }
    memory.close();
    return new BytePointer(bytes);
  }

  /**
   * Rounds.
   *
   * @param target {@link #room}; what is after the last number is undefined
   * @param values the floats
   * @param offset where they start
   * @param length how many
   */
  void round(BytePointer target, float[] values, int offset, int length) {
    for (int done = 0; done < length; done += PIECE) {
      staging.put(0, values, offset + done, Math.min(PIECE, length - done));
      to.set_data_handle(target.getPointer(BYTES * done));
      primitive.execute(queue, arguments);
    }
  }
}
