package org.sparkdropout.dl4j;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.preprocessor.BaseInputPreProcessor;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.preprocessors.ReshapePreprocessor;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Scales rows of features, (x - mean) * factor + offset, and shows them as pictures of channels
 * last if the network takes those: what Keras's Rescaling and Normalization do.
 *
 * <p>Each array has a number for every feature, or fewer, which are then repeated.
 */
public final class ScaledRows extends BaseInputPreProcessor {
  private static final long serialVersionUID = 1L;

  private final float[] mean;
  private final float[] factor;
  private final float[] offset;
  private final long[] shape;

  /**
   * A scale.
   *
   * @param mean taken from each feature
   * @param factor each is then multiplied with
   * @param offset added then
   * @param shape of an example: the number of features, or height, width and channels
   * @throws IllegalArgumentException if an array does not fit the shape
   */
  public ScaledRows(
      @JsonProperty("mean") float[] mean,
      @JsonProperty("factor") float[] factor,
      @JsonProperty("offset") float[] offset,
      @JsonProperty("shape") long[] shape) {
    this.mean = mean;
    this.factor = factor;
    this.offset = offset;
    this.shape = shape;
    for (float[] values : new float[][] {mean, factor, offset}) {
      if (values == null || values.length == 0 || features() % values.length != 0) {
        throw new IllegalArgumentException(
            "mean, factor and offset must have as many numbers as there are features, %d, or a part of that"
                .formatted(features()));
      }
    }
  }

  private int features() {
    long features = 1;
    for (long size : shape) {
      features = Math.multiplyExact(features, size);
    }
    return Math.toIntExact(features);
  }

  /**
   * What is taken from each feature.
   *
   * @return the array itself
   */
  @JsonProperty("mean")
  public float[] mean() {
    return mean;
  }

  /**
   * What each feature is multiplied with.
   *
   * @return the array itself
   */
  @JsonProperty("factor")
  public float[] factor() {
    return factor;
  }

  /**
   * What is added to each feature.
   *
   * @return the array itself
   */
  @JsonProperty("offset")
  public float[] offset() {
    return offset;
  }

  /**
   * The shape of an example.
   *
   * @return the array itself
   */
  @JsonProperty("shape")
  public long[] shape() {
    return shape;
  }

  /** A number for every feature. */
  private INDArray row(float[] values) {
    float[] row = new float[features()];
    for (int i = 0; i < row.length; i++) {
      row[i] = values[i % values.length];
    }
    return Nd4j.createFromArray(row);
  }

  @Override
  public INDArray preProcess(INDArray input, int rows, LayerWorkspaceMgr workspaces) {
    INDArray scaled = workspaces.dup(ArrayType.ACTIVATIONS, input, 'c');
    scaled.subiRowVector(row(mean)).muliRowVector(row(factor)).addiRowVector(row(offset));
    return isPicture() ? picture().preProcess(scaled, rows, workspaces) : scaled;
  }

  @Override
  public INDArray backprop(INDArray output, int rows, LayerWorkspaceMgr workspaces) {
    INDArray flat = isPicture() ? picture().backprop(output, rows, workspaces) : output;
    INDArray gradient = workspaces.dup(ArrayType.ACTIVATION_GRAD, flat, 'c');
    return gradient.muliRowVector(row(factor));
  }

  @Override
  public InputType getOutputType(InputType inputType) {
    return isPicture() ? picture().getOutputType(inputType) : InputType.feedForward(features());
  }

  private boolean isPicture() {
    return shape.length > 1;
  }

  /**
   * What only shapes the rows.
   *
   * @return of DL4J
   */
  public ReshapePreprocessor picture() {
    return new ReshapePreprocessor(new long[] {features()}, shape, false, CNN2DFormat.NHWC);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ScaledRows that
        && Arrays.equals(mean, that.mean)
        && Arrays.equals(factor, that.factor)
        && Arrays.equals(offset, that.offset)
        && Arrays.equals(shape, that.shape);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(shape) + 31 * Arrays.hashCode(mean) + Arrays.hashCode(factor);
  }
}
