package org.sparkdropout.dl4j.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.sparkdropout.onnx.OnnxAttribute;

/** A window that moves over pictures: how large it is, how far it goes, and what is around. */
final class Window {
  private final LayerShape shape;
  private final int[] kernel;
  private final int[] stride;
  private final int[] dilation;
  private final long[] before = new long[2];
  private final long[] after = new long[2];
  private final long[] places = new long[2];

  /**
   * A window over pictures of a shape.
   *
   * @throws IllegalArgumentException if the mode has no ONNX form
   */
  Window(
      LayerShape shape,
      ConvolutionMode mode,
      int[] kernel,
      int[] stride,
      int[] padding,
      int[] dilation) {
    this.shape = shape;
    this.kernel = kernel;
    this.stride = stride;
    this.dilation = dilation;
    long[] sizes = {shape.height(), shape.width()};
    for (int axis = 0; axis < 2; axis++) {
      switch (mode) {
        case Strict, Truncate -> pad(axis, sizes[axis], padding[axis], padding[axis]);
        case Same -> padToSame(axis, sizes[axis]);
        default ->
            throw new IllegalArgumentException(
                "convolutionMode must be Strict, Truncate or Same for a layer to have an ONNX form. Provided value: "
                    + mode);
      }
    }
  }

  private void pad(int axis, long size, long first, long last) {
    before[axis] = first;
    after[axis] = last;
    places[axis] = (size + first + last - reach(axis)) / stride[axis] + 1;
  }

  /** As many places as there are strides in the size; an odd rest of the padding comes last. */
  private void padToSame(int axis, long size) {
    long wanted = (size + stride[axis] - 1) / stride[axis];
    long total = Math.max(0, (wanted - 1) * stride[axis] + reach(axis) - size);
    pad(axis, size, total / 2, total - total / 2);
  }

  private long reach(int axis) {
    return (kernel[axis] - 1L) * dilation[axis] + 1;
  }

  /** The shape of what a layer with this window gives. */
  LayerShape over(long channels) {
    return shape.resized(channels, places[0], places[1]);
  }

  /** As ONNX's operators take it, with more of their settings. */
  OnnxAttribute[] attributes(OnnxAttribute... more) {
    List<OnnxAttribute> attributes = new ArrayList<>(Arrays.asList(more));
    attributes.add(OnnxAttribute.integers("kernel_shape", list(kernel)));
    attributes.add(OnnxAttribute.integers("strides", list(stride)));
    attributes.add(
        OnnxAttribute.integers("pads", List.of(before[0], before[1], after[0], after[1])));
    if (Arrays.stream(dilation).anyMatch(d -> d != 1)) {
      attributes.add(OnnxAttribute.integers("dilations", list(dilation)));
    }
    return attributes.toArray(OnnxAttribute[]::new);
  }

  private static List<Long> list(int[] values) {
    return Arrays.stream(values).mapToObj(Long::valueOf).toList();
  }
}
