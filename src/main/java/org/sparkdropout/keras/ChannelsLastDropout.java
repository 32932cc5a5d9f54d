package org.sparkdropout.keras;

import java.util.Arrays;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.random.impl.DropOutInverted;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonIgnoreProperties;
import org.nd4j.shade.jackson.annotation.JsonProperty;
import org.sparkdropout.dl4j.ChannelsLast;

/**
 * Inverted dropout of whole channels where they are the last axis: Keras's SpatialDropout2D of
 * {@code channels_last}. DL4J's {@code SpatialDropout} drops along the second axis, which are then
 * the rows of an image.
 *
 * <p>Holds the mask between the two passes; not thread-safe.
 */
@JsonIgnoreProperties({"mask"})
public final class ChannelsLastDropout implements ChannelsLast {
  private static final long serialVersionUID = 1L;

  private final double retain;
  private transient INDArray mask;

  /**
   * Dropout of channels.
   *
   * @param retain the probability of keeping a channel of an example, in (0, 1]
   * @throws IllegalArgumentException if it is not
   */
  public ChannelsLastDropout(@JsonProperty("retain") double retain) {
    if (!(retain > 0 && retain <= 1)) {
      throw new IllegalArgumentException("retain must be in (0, 1]. Provided value: " + retain);
    }
    this.retain = retain;
  }

  @Override
  @JsonProperty("retain")
  public double retain() {
    return retain;
  }

  @Override
  public INDArray applyDropout(
      INDArray input, INDArray result, int iteration, int epoch, LayerWorkspaceMgr workspaces) {
    mask =
        workspaces
            .createUninitialized(ArrayType.INPUT, result.dataType(), maskShape(input))
            .assign(1.0);
    Nd4j.getExecutioner().exec(new DropOutInverted(mask, retain));
    return input.muli(mask, result);
  }

  /** One for each example and channel, and one for all rows and columns. */
  private static long[] maskShape(INDArray input) {
    long[] shape = new long[input.rank()];
    Arrays.fill(shape, 1);
    shape[0] = input.size(0);
    shape[shape.length - 1] = input.size(shape.length - 1);
    return shape;
  }

  @Override
  public INDArray backprop(
      INDArray outputGradient, INDArray inputGradient, int iteration, int epoch) {
    if (mask == null) {
      throw new IllegalStateException("applyDropout must come before backprop");
    }
    outputGradient.muli(mask, inputGradient);
    mask = null;
    return inputGradient;
  }

  @Override
  public void clear() {
    mask = null;
  }

  @Override
  public ChannelsLastDropout clone() {
    return new ChannelsLastDropout(retain);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChannelsLastDropout that && retain == that.retain;
  }

  @Override
  public int hashCode() {
    return Double.hashCode(retain);
  }
}
