package org.sparkdropout.dl4j;

import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.MulOp;
import org.nd4j.linalg.factory.Broadcast;
import org.nd4j.linalg.factory.Nd4j;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.dropout.Masks;

/**
 * A dropout whose masks are those of our streams: a pure function of (seed, replica, epoch, step,
 * number of the dropout, example, unit), so that a retried step draws the same ones and nothing
 * that is scored in between changes them.
 *
 * <p>Values are multiplied by a factor; alpha dropout (Klambauer et al. 2017, "Self-normalizing
 * neural networks", section 3) adds a shift as well. A unit's position is its place in the example,
 * row-major; for spatial dropout it is the channel. Not thread-safe: one a network.
 */
final class KeyedDropout implements IDropout {
  private static final long serialVersionUID = 1L;
  private static final double ALPHA_PRIME =
      -AlphaDropout.DEFAULT_LAMBDA * AlphaDropout.DEFAULT_ALPHA;

  private final transient Noise noise;
  private final transient int number;
  private final transient MaskStep step;
  private final transient Dropout dropout;

  /** Of the replica in the last step. */
  private transient Masks masks;

  private transient int masksOf = -1;
  private transient float[] drawn = {};
  private transient float[] turned = {};
  private transient INDArray factor;

  /**
   * A dropout of a network.
   *
   * @param noise what it does
   * @param number of the dropout in its network
   * @param step which masks it draws
   */
  KeyedDropout(Noise noise, int number, MaskStep step) {
    this.noise = noise;
    this.number = number;
    this.step = step;
    double[] byLayer = new double[number + 1];
    byLayer[number] = noise.dropout();
    this.dropout = Dropout.ofLayers(kind(noise.kind()), byLayer);
  }

  private static Dropout.Kind kind(Noise.Kind kind) {
    return switch (kind) {
      case BERNOULLI, SPATIAL, SPATIAL_LAST -> Dropout.Kind.INVERTED;
      case GAUSSIAN -> Dropout.Kind.GAUSSIAN;
      case ALPHA -> Dropout.Kind.CLASSIC;
    };
  }

  @Override
  public INDArray applyDropout(
      INDArray input, INDArray result, int iteration, int epoch, LayerWorkspaceMgr workspaces) {
    int rows = Math.toIntExact(input.size(0));
    int units = Math.toIntExact(isSpatial() ? input.size(channels(input)) : input.length() / rows);
    draw(rows, units);
    if (noise.kind() == Noise.Kind.ALPHA) {
      return applyAlpha(input, result, workspaces);
    }
    factor = isSpatial() ? array(workspaces, rows, units) : arrayLike(input, workspaces, rows);
    multiply(input, result);
    return result;
  }

  private boolean isSpatial() {
    return noise.kind() == Noise.Kind.SPATIAL || noise.kind() == Noise.Kind.SPATIAL_LAST;
  }

  /** Which dimension of a layer's inputs the channels are. */
  private int channels(INDArray input) {
    return noise.kind() == Noise.Kind.SPATIAL ? 1 : input.rank() - 1;
  }

  private void draw(int rows, int units) {
    if (masksOf != step.replica()) {
      masksOf = step.replica();
      masks = new Masks(dropout, step.streams(), masksOf);
    }
    drawn = NativeFloats.atLeast(drawn, Math.multiplyExact(rows, units));
    masks.at(step.epoch(), step.step()).multipliers(drawn, number, rows, units);
  }

  private INDArray applyAlpha(INDArray input, INDArray result, LayerWorkspaceMgr workspaces) {
    double retain = 1 - noise.dropout();
    double a = 1 / Math.sqrt(retain + ALPHA_PRIME * ALPHA_PRIME * retain * (1 - retain));
    float kept = (float) a;
    float droppedShift = (float) (a * ALPHA_PRIME);
    float shift = (float) (-a * (1 - retain) * ALPHA_PRIME);
    int rows = Math.toIntExact(input.size(0));
    int count = Math.toIntExact(input.length());
    float[] bits = drawn;
    float[] shifts = new float[count];
    for (int i = 0; i < count; i++) {
      shifts[i] = shift + (1 - bits[i]) * droppedShift;
      bits[i] *= kept;
    }
    factor = arrayLike(input, workspaces, rows);
    multiply(input, result);
    drawn = shifts;
    result.addi(arrayLike(input, workspaces, rows));
    drawn = bits;
    return result;
  }

  private void multiply(INDArray values, INDArray result) {
    if (isSpatial()) {
      Broadcast.mul(values, factor, result, 0, channels(values));
    } else {
      Nd4j.getExecutioner().exec(new MulOp(values, factor, result));
    }
  }

  @Override
  public INDArray backprop(INDArray above, INDArray below, int iteration, int epoch) {
    multiply(above, below);
    factor = null;
    return below;
  }

  @Override
  public void clear() {
    factor = null;
  }

  /** What was drawn, of the shape and in the order of a layer's inputs. */
  private INDArray arrayLike(INDArray input, LayerWorkspaceMgr workspaces, int rows) {
    int units = Math.toIntExact(input.length() / rows);
    boolean columnMajor = input.ordering() == 'f' && input.rank() == 2;
    INDArray array =
        workspaces.createUninitialized(
            ArrayType.INPUT, input.dataType(), input.shape(), columnMajor ? 'f' : 'c');
    NativeFloats.write(columnMajor ? turned(rows, units) : drawn, array);
    return array;
  }

  private INDArray array(LayerWorkspaceMgr workspaces, int rows, int units) {
    INDArray array =
        workspaces.createUninitialized(
            ArrayType.INPUT, Nd4j.dataType(), new long[] {rows, units}, 'c');
    NativeFloats.write(drawn, array);
    return array;
  }

  /** The drawn (rows, units) as (units, rows). */
  private float[] turned(int rows, int units) {
    turned = NativeFloats.atLeast(turned, rows * units);
    for (int row = 0; row < rows; row++) {
      for (int unit = 0; unit < units; unit++) {
        turned[unit * rows + row] = drawn[row * units + unit];
      }
    }
    return turned;
  }

  /** Configurations are cloned now and then; this is one a network all the same. */
  @Override
  @SuppressWarnings("MissingSuperCall")
  public IDropout clone() {
    return this;
  }
}
