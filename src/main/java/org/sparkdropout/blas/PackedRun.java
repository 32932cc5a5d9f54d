package org.sparkdropout.blas;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Runs {@link PackedLayers}: the caller writes rows, runs, and reads what the last layer gives.
 *
 * <p>Owns memory outside Java's heap for the values of a tile of rows at every level. Not
 * thread-safe.
 */
public final class PackedRun implements AutoCloseable {
  private final List<PackedLayer> layers;
  private final stream queue;
  private final List<IntMemoryMap> arguments = new ArrayList<>();
  private final List<Pointer> owned = new ArrayList<>();
  private final int inputs;
  private final FloatBuffer below;
  private final FloatBuffer above;

  PackedRun(engine processor, int rows, List<PackedLayer> layers) {
    this.layers = layers;
    this.queue = own(new stream(processor));
    this.inputs = layers.get(0).inputs();
    memory values = own(layers.get(0).below(processor));
    this.below = floats(values, rows * inputs);
    for (PackedLayer layer : layers) {
      memory sums = own(layer.above(processor));
      arguments.add(own(layer.arguments(values, sums, own(layer.scratch(processor)))));
      values = sums;
    }
    this.above = floats(values, rows * layers.get(layers.size() - 1).units());
  }

  private <T extends Pointer> T own(T pointer) {
    owned.add(pointer);
    return pointer;
  }

  /** Memory as Java sees it, as long as that memory lives. */
  private static FloatBuffer floats(memory values, int length) {
    return new FloatPointer(values.get_data_handle()).capacity(length).asBuffer();
  }

  /**
   * Writes a row.
   *
   * @param row in [0, rows)
   * @param values the row is the first of them, as many as the first layer has inputs
   */
  public void put(int row, float[] values) {
    below.put(row * inputs, values, 0, inputs);
  }

  /**
   * Computes all layers, on this thread alone.
   *
   * @param result receives (rows, units) of the last layer, row-major
   */
  public void run(float[] result) {
    for (int i = 0; i < layers.size(); i++) {
      layers.get(i).run(queue, arguments.get(i));
    }
    queue._wait();
    above.get(0, result);
  }

  /** Frees the memory; the object is of no use then. */
  @Override
  public void close() {
    owned.forEach(Pointer::close);
  }
}
