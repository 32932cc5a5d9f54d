package org.sparkdropout.blas;

import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;

/**
 * A dense layer for a fixed number of rows as oneDNN computes it: a kernel that adds biases and
 * rectifies as it stores, and the weights in the order in which that kernel reads them.
 *
 * <p>Immutable, and thread-safe: what a run writes to is its caller's.
 */
final class PackedLayer {
  /**
   * What a rectified sum below zero is multiplied by. With zero itself oneDNN would take a maximum,
   * which turns NaN, and with it the overflow it stems from, into zero. What is left of a sum is
   * far below the last bit of any that it is added to, but not denormal.
   */
  private static final float NEARLY_ZERO = 1e-30f;

  private final int rows;
  private final int inputs;
  private final int units;
  private final matmul primitive;
  private final memory weights;
  private final memory biases;
  private final memory.desc scratch;

  /** Called on one thread of OpenMP; see {@link OneDnnLibrary#onOneThread}. */
  PackedLayer(DenseLayer layer, float[] values, int rows, engine processor) {
    this.rows = rows;
    this.inputs = layer.inputs();
    this.units = layer.units();
    try (memory.desc below = matrix(rows, inputs);
        memory.desc anyOrder = anyOrder(inputs, units);
        memory.desc above = matrix(rows, units);
        memory.desc row = matrix(1, units);
        primitive_attr attributes = attributes(layer.rectified());
        matmul.primitive_desc description =
            new matmul.primitive_desc(processor, below, anyOrder, row, above, attributes, false)) {
      this.primitive = new matmul(description);
      this.scratch = description.scratchpad_desc();
      this.weights = packed(layer, values, description.weights_desc(), processor);
      this.biases = new memory(row, processor);
      copy(values, layer.biasOffset(), biases, units);
    }
  }

  private static memory.desc matrix(int rows, int columns) {
    return new memory.desc(
        new long[] {rows, columns}, memory.data_type.f32, new long[] {columns, 1});
  }

  private static memory.desc anyOrder(int rows, int columns) {
    return new memory.desc(new long[] {rows, columns}, memory.data_type.f32, memory.format_tag.any);
  }

  private static primitive_attr attributes(boolean rectified) {
    primitive_attr attributes = new primitive_attr();
    attributes.set_scratchpad_mode(dnnl.dnnl_scratchpad_mode_user);
    if (rectified) {
      try (post_ops operations = new post_ops()) {
        operations.append_eltwise(dnnl.algorithm.eltwise_relu, NEARLY_ZERO, 0f);
        attributes.set_post_ops(operations);
      }
    }
    return attributes;
  }

  private static memory packed(
      DenseLayer layer, float[] values, memory.desc order, engine processor) {
    memory packed = new memory(order, processor);
    try (memory.desc rowMajor = matrix(layer.inputs(), layer.units());
        memory plain = new memory(rowMajor, processor);
        stream queue = new stream(processor);
        reorder reordering = new reorder(plain, packed)) {
      copy(values, layer.weightOffset(), plain, layer.inputs() * layer.units());
      reordering.execute(queue, plain, packed);
      queue._wait();
    }
    return packed;
  }

  private static void copy(float[] values, int offset, memory target, int length) {
    new FloatPointer(target.get_data_handle()).put(values, offset, length);
  }

  /** Memory for the layer's sums, (rows, units). */
  memory above(engine processor) {
    return matrix(rows, units, processor);
  }

  /** Memory for what the layer takes, (rows, inputs). */
  memory below(engine processor) {
    return matrix(rows, inputs, processor);
  }

  private static memory matrix(int rows, int columns, engine processor) {
    try (memory.desc description = matrix(rows, columns)) {
      return new memory(description, processor);
    }
  }

  /** What a run reads and writes. */
  IntMemoryMap arguments(memory below, memory above, memory scratch) {
    IntMemoryMap arguments = new IntMemoryMap();
    arguments.put(dnnl.DNNL_ARG_SRC, below);
    arguments.put(dnnl.DNNL_ARG_WEIGHTS, weights);
    arguments.put(dnnl.DNNL_ARG_BIAS, biases);
    arguments.put(dnnl.DNNL_ARG_DST, above);
    arguments.put(dnnl.DNNL_ARG_SCRATCHPAD, scratch);
    return arguments;
  }

  /** Scratch for one run at a time. */
  memory scratch(engine processor) {
    return new memory(scratch, processor);
  }

  void run(stream queue, IntMemoryMap arguments) {
    primitive.execute(queue, arguments);
  }

  int inputs() {
    return inputs;
  }

  int units() {
    return units;
  }
}
