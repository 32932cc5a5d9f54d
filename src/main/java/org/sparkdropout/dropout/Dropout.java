package org.sparkdropout.dropout;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;
import org.sparkdropout.network.Topology;

/**
 * How much is dropped in each layer of a network, and how.
 *
 * <p>Immutable. Layers are numbered from the input: 0 is the input layer, l the l-th hidden layer.
 * The output layer is never dropped.
 */
public final class Dropout implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What a mask does to the units of a layer. */
  public enum Kind {
    /**
     * Units are kept with probability retain and not scaled in training; at export the weights
     * leaving the layer are multiplied by retain (Srivastava et al. 2014, section 4).
     */
    CLASSIC,
    /**
     * Kept units are divided by retain in training; export scales nothing (section 10). Equal to
     * {@link #CLASSIC} only with matching learning rates and initial weights.
     */
    INVERTED,
    /**
     * Units are multiplied by a normal number of mean 1 and standard deviation sqrt(dropout /
     * retain); export scales nothing (section 10).
     */
    GAUSSIAN
  }

  /** What shares a mask of the hidden layers. Inputs are always masked for each example. */
  public enum Sharing {
    /** Each example of each step has its own thinned network (section 5.1). */
    EXAMPLE,
    /** The examples of a step share one thinned network (Graham et al. 2015, arXiv:1502.02478). */
    BATCH,
    /**
     * A replica trains one thinned network for a whole round (after Yuan et al. 2019,
     * arXiv:1910.02120).
     */
    ROUND
  }

  private final Kind kind;
  private final Sharing sharing;
  private final double[] byLayer;

  private Dropout(Kind kind, Sharing sharing, double[] byLayer) {
    this.kind = kind;
    this.sharing = sharing;
    this.byLayer = byLayer;
  }

  /**
   * Resolves dropout for a network.
   *
   * <p>A shared mask keeps the same number of units every time, so that its thinned networks are of
   * one shape: retain x units, rounded, at least one. Dropout is then what that number comes to.
   *
   * @param kind what a mask does
   * @param sharing what shares a mask of the hidden layers
   * @param input the probability of dropping an input unit, in [0, 1)
   * @param hidden the probability of dropping a hidden unit, in [0, 1): one value for all hidden
   *     layers, or one for each
   * @param topology the network
   * @return dropout with a value for every layer but the output
   * @throws IllegalArgumentException if a probability is out of range, their number fits neither,
   *     or masks of Gaussian noise are to be shared
   */
  public static Dropout of(
      Kind kind, Sharing sharing, double input, double[] hidden, Topology topology) {
    if (kind == Kind.GAUSSIAN && sharing != Sharing.EXAMPLE) {
      throw new IllegalArgumentException(
          "maskSharing must be example with dropoutKind gaussian, which drops no units."
              + " Provided value: "
              + sharing.name().toLowerCase(Locale.ROOT));
    }
    int hiddenLayers = topology.layers() - 1;
    if (hidden.length != 1 && hidden.length != hiddenLayers) {
      throw new IllegalArgumentException(
          "hiddenDropout must hold one value, or one for each of the "
              + hiddenLayers
              + " hidden layers. Provided: "
              + Arrays.toString(hidden));
    }
    double[] byLayer = new double[topology.layers()];
    byLayer[0] = checked("inputDropout", input);
    for (int layer = 1; layer < byLayer.length; layer++) {
      byLayer[layer] = checked("hiddenDropout", hidden[hidden.length == 1 ? 0 : layer - 1]);
      if (sharing != Sharing.EXAMPLE) {
        byLayer[layer] = dropoutOfWholeUnits(byLayer[layer], topology.outputs(layer - 1));
      }
    }
    return new Dropout(kind, sharing, byLayer);
  }

  /**
   * Resolves dropout with masks for each example.
   *
   * @param kind what a mask does
   * @param input the probability of dropping an input unit, in [0, 1)
   * @param hidden as in the other form
   * @param topology the network
   * @return dropout with a value for every layer but the output
   * @throws IllegalArgumentException if a probability is out of range or their number fits neither
   */
  public static Dropout of(Kind kind, double input, double[] hidden, Topology topology) {
    return of(kind, Sharing.EXAMPLE, input, hidden, topology);
  }

  /**
   * Dropout of the layers of any network, with masks for each example.
   *
   * @param kind what a mask does
   * @param byLayer the probability of dropping a unit of each layer, in [0, 1)
   * @return dropout with these values
   * @throws IllegalArgumentException if a probability is out of range
   */
  public static Dropout ofLayers(Kind kind, double... byLayer) {
    double[] checked = new double[byLayer.length];
    Arrays.setAll(checked, layer -> checked("dropout", byLayer[layer]));
    return new Dropout(kind, Sharing.EXAMPLE, checked);
  }

  private static double dropoutOfWholeUnits(double dropout, int units) {
    long kept = Math.max(1, Math.round((1 - dropout) * units));
    return 1 - (double) kept / units;
  }

  /**
   * Nothing dropped anywhere.
   *
   * @param topology the network
   * @return dropout of zero
   */
  public static Dropout none(Topology topology) {
    return new Dropout(Kind.CLASSIC, Sharing.EXAMPLE, new double[topology.layers()]);
  }

  private static double checked(String name, double dropout) {
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException(name + " must be in [0, 1). Provided value: " + dropout);
    }
    return dropout;
  }

  /**
   * What a mask does.
   *
   * @return the same for all layers
   */
  public Kind kind() {
    return kind;
  }

  /**
   * What shares a mask of the hidden layers.
   *
   * @return the same for all hidden layers
   */
  public Sharing sharing() {
    return sharing;
  }

  /**
   * The number of layers that may drop.
   *
   * @return the input layer and the hidden layers, at least 1
   */
  public int layers() {
    return byLayer.length;
  }

  /**
   * The probability of dropping a unit of a layer.
   *
   * @param layer 0 for the input, l for the l-th hidden layer
   * @return in [0, 1)
   */
  public double dropout(int layer) {
    return byLayer[layer];
  }

  /**
   * Whether all probabilities of dropping are 0.
   *
   * @return true if every mask keeps everything
   */
  public boolean dropsNothing() {
    return Arrays.stream(byLayer).allMatch(rate -> rate == 0);
  }

  /**
   * The probability of keeping a unit of a layer.
   *
   * @param layer 0 for the input, l for the l-th hidden layer
   * @return 1 - dropout, in (0, 1]
   */
  public double retain(int layer) {
    return 1 - byLayer[layer];
  }

  /**
   * The width that gives a thinned network as many units as an ordinary one: n / retain (Srivastava
   * et al. 2014, appendix A.1).
   *
   * @param units the width that suits the task without dropout, at least 1
   * @param dropout the probability of dropping a unit, in [0, 1)
   * @return the width to use with dropout, rounded up
   */
  public static int widthFor(int units, double dropout) {
    double width = Math.ceil(units / (1 - checked("dropout", dropout)) - 1e-9);
    return (int) Math.min(width, Integer.MAX_VALUE);
  }

  /**
   * The probabilities, for people to read.
   *
   * @return such as {@code input 0.2, hidden [0.5, 0.454545]}
   */
  public String ratesText() {
    double[] rounded = Arrays.stream(byLayer).map(rate -> Math.round(rate * 1e6) / 1e6).toArray();
    return "input %s, hidden %s"
        .formatted(rounded[0], Arrays.toString(Arrays.copyOfRange(rounded, 1, rounded.length)));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Dropout that
        && kind == that.kind
        && sharing == that.sharing
        && Arrays.equals(byLayer, that.byLayer);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * kind.name().hashCode() + sharing.name().hashCode())
        + Arrays.hashCode(byLayer);
  }

  @Override
  public String toString() {
    return kind + " by " + sharing + " " + Arrays.toString(byLayer);
  }
}
