package org.sparkdropout.dl4j;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.AlgoMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.BwdDataAlgo;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.BwdFilterAlgo;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.FwdAlgo;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.convolution.ConvolutionHelper;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.util.ConvolutionUtils;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.sparkdropout.blas.Blas;

/**
 * Computes DL4J's convolutions of pictures with their channels first: the patches of a picture are
 * gathered as columns, and multiplied with the kernels by our sgemm.
 *
 * <p>DL4J does the same, but writes the patches through strides, number by number: two thirds of
 * the time of a step. It has a door for other ways, its helpers; other layouts are left to DL4J.
 * Not thread-safe: one a layer.
 */
final class PatchConvolution implements ConvolutionHelper {
  private final Blas blas = Blas.instance();
  private float[] pictures = {};
  private float[] outputs = {};
  private float[] gradients = {};
  private float[] columns = {};
  private float[] columnGradients = {};

  private PatchConvolution() {}

  /** Lets the convolutions of a network be computed so. */
  static void install(MultiLayerNetwork network) {
    for (Layer layer : network.getLayers()) {
      if (layer.getClass() == ConvolutionLayer.class) {
        set((ConvolutionLayer) layer);
      }
    }
  }

  /** DL4J finds its own helpers by name, and has no other way to give it one. */
  private static void set(ConvolutionLayer layer) {
    try {
      Field helper = ConvolutionLayer.class.getDeclaredField("helper");
      helper.setAccessible(true);
      helper.set(layer, new PatchConvolution());
    } catch (ReflectiveOperationException missing) {
      throw new LinkageError("DL4J must be 1.0.0-M2, whose convolutions have a helper", missing);
    }
  }

  @Override
  public INDArray preOutput(
      INDArray input,
      INDArray kernels,
      INDArray bias,
      int[] kernel,
      int[] strides,
      int[] padding,
      AlgoMode mode,
      FwdAlgo algorithm,
      ConvolutionMode convolutionMode,
      int[] dilation,
      CNN2DFormat format,
      LayerWorkspaceMgr workspaces) {
    if (format != CNN2DFormat.NCHW) {
      return null;
    }
    PatchShape shape = shape(input, kernel, strides, padding, convolutionMode, dilation, format);
    int rows = (int) input.size(0);
    int units = (int) kernels.size(0);
    pictures = NativeFloats.readRows(input, pictures);
    float[] weights = NativeFloats.readRows(kernels);
    float[] biases = NativeFloats.readRows(bias);
    outputs = NativeFloats.atLeast(outputs, rows * units * shape.patches());
    columns = NativeFloats.atLeast(columns, shape.depth() * shape.patches());
    for (int row = 0; row < rows; row++) {
      int place = row * units * shape.patches();
      fill(outputs, place, biases, shape.patches());
      shape.gather(columns, pictures, row * shape.size());
      blas.multiply(
          outputs, place, weights, 0, columns, 0, units, shape.patches(), shape.depth(), 1, 1);
    }
    INDArray made =
        workspaces.createUninitialized(
            ArrayType.ACTIVATIONS,
            input.dataType(),
            new long[] {rows, units, shape.outHeight(), shape.outWidth()},
            'c');
    NativeFloats.write(outputs, made);
    return made;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(
      INDArray input,
      INDArray kernels,
      INDArray bias,
      INDArray delta,
      int[] kernel,
      int[] strides,
      int[] padding,
      INDArray biasGradient,
      INDArray kernelGradient,
      IActivation activation,
      AlgoMode mode,
      BwdFilterAlgo filterAlgorithm,
      BwdDataAlgo dataAlgorithm,
      ConvolutionMode convolutionMode,
      int[] dilation,
      CNN2DFormat format,
      LayerWorkspaceMgr workspaces) {
    if (format != CNN2DFormat.NCHW) {
      return null;
    }
    PatchShape shape = shape(input, kernel, strides, padding, convolutionMode, dilation, format);
    float[] kernelSums = new float[(int) kernels.length()];
    float[] biasSums = new float[(int) kernels.size(0)];
    backward(shape, input, kernels, delta, kernelSums, biasSums);
    kernelGradient.assign(Nd4j.create(kernelSums, kernelGradient.shape(), 'c'));
    biasGradient.assign(Nd4j.create(biasSums, biasGradient.shape(), 'c'));
    INDArray below =
        workspaces.createUninitialized(
            ArrayType.ACTIVATION_GRAD, input.dataType(), input.shape(), 'c');
    NativeFloats.write(gradients, below);
    Gradient gradient = new DefaultGradient();
    gradient.setGradientFor(ConvolutionParamInitializer.BIAS_KEY, biasGradient);
    gradient.setGradientFor(ConvolutionParamInitializer.WEIGHT_KEY, kernelGradient, 'c');
    return new Pair<>(gradient, below);
  }

  /** Leaves the derivatives by the pictures in {@link #gradients}. */
  private void backward(
      PatchShape shape,
      INDArray input,
      INDArray kernels,
      INDArray delta,
      float[] kernelSums,
      float[] biasSums) {
    int units = (int) kernels.size(0);
    int patches = shape.patches();
    int depth = shape.depth();
    pictures = NativeFloats.readRows(input, pictures);
    outputs = NativeFloats.readRows(delta, outputs);
    float[] weights = NativeFloats.readRows(kernels);
    gradients = NativeFloats.atLeast(gradients, (int) input.length());
    Arrays.fill(gradients, 0, (int) input.length(), 0f);
    columns = NativeFloats.atLeast(columns, depth * patches);
    columnGradients = NativeFloats.atLeast(columnGradients, depth * patches);
    for (int row = 0; row < input.size(0); row++) {
      int place = row * units * patches;
      addSums(biasSums, outputs, place, patches);
      shape.gather(columns, pictures, row * shape.size());
      blas.multiplyTransposedB(
          kernelSums, 0, outputs, place, columns, 0, units, depth, patches, 1, 1);
      blas.multiplyTransposedA(
          columnGradients, 0, weights, 0, outputs, place, depth, patches, units, 1, 0);
      shape.scatter(gradients, row * shape.size(), columnGradients);
    }
  }

  private static PatchShape shape(
      INDArray input,
      int[] kernel,
      int[] strides,
      int[] padding,
      ConvolutionMode mode,
      int[] dilation,
      CNN2DFormat format) {
    int[] given = mode == ConvolutionMode.Same ? null : padding;
    int[] out =
        ConvolutionUtils.getOutputSize(input, kernel, strides, given, mode, dilation, format);
    return new PatchShape(
        (int) input.size(1),
        (int) input.size(2),
        (int) input.size(3),
        kernel[0],
        kernel[1],
        strides,
        padding,
        dilation,
        out[0],
        out[1]);
  }

  private static void fill(float[] out, int from, float[] biases, int patches) {
    for (int unit = 0; unit < biases.length; unit++) {
      Arrays.fill(out, from + unit * patches, from + (unit + 1) * patches, biases[unit]);
    }
  }

  private static void addSums(float[] sums, float[] values, int from, int patches) {
    for (int unit = 0; unit < sums.length; unit++) {
      float sum = 0;
      for (int patch = 0; patch < patches; patch++) {
        sum += values[from + unit * patches + patch];
      }
      sums[unit] += sum;
    }
  }

  @Override
  public INDArray activate(INDArray z, IActivation activation, boolean training) {
    return activation.getActivation(z, training);
  }

  @Override
  public boolean checkSupported() {
    return true;
  }

  @Override
  public Map<String, Long> helperMemoryUse() {
    return Map.of();
  }
}
