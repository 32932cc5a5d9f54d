package org.sparkdropout.ml.param;

import java.util.Arrays;
import java.util.Set;
import org.sparkdropout.head.AbsoluteLoss;
import org.sparkdropout.head.Head;
import org.sparkdropout.head.HuberLoss;
import org.sparkdropout.head.QuantileHead;
import org.sparkdropout.head.RegressionHead;
import org.sparkdropout.head.SquaredLoss;
import org.sparkdropout.head.TargetScale;

/** The values of the param {@code loss}: which head they stand for, and which params it asks. */
public enum LossKind {
  /** The square of the residual. */
  SQUARED("", Set.of()) {
    @Override
    public Head head(RegressionParams params, TargetScale scale) {
      return new RegressionHead(new SquaredLoss(), scale);
    }
  },

  /** The size of the residual. */
  ABSOLUTE("", Set.of()) {
    @Override
    public Head head(RegressionParams params, TargetScale scale) {
      return new RegressionHead(new AbsoluteLoss(), scale);
    }
  },

  /** Squares of small residuals, sizes of large ones. */
  HUBER("the square of small residuals and the size of large ones", Set.of("huberDelta")) {
    @Override
    public Head head(RegressionParams params, TargetScale scale) {
      return new RegressionHead(new HuberLoss(params.getHuberDelta()), scale);
    }
  },

  /** Pinball losses of one or several quantiles. */
  QUANTILE("estimates quantileProbabilities", Set.of("quantileProbabilities", "quantilesCol")) {
    @Override
    public Head head(RegressionParams params, TargetScale scale) {
      return new QuantileHead(params.getQuantileProbabilities(), scale);
    }
  };

  private final String text;

  @SuppressWarnings("ImmutableEnumChecker") // Made by Set.of.
  private final Set<String> asked;

  LossKind(String text, Set<String> asked) {
    this.text = text;
    this.asked = asked;
  }

  /**
   * What the loss is, for people to read beside its name.
   *
   * @return a phrase; empty if the name says all
   */
  public String text() {
    return text;
  }

  /**
   * The loss that params ask for.
   *
   * @param params of a regressor
   * @return their loss
   */
  public static LossKind of(RegressionParams params) {
    return new Choice<>(LossKind.class).constant(params.getLoss());
  }

  /**
   * Makes the head.
   *
   * @param params of a regressor
   * @param scale of the labels to train on
   * @return a head with as many outputs as the answer has numbers
   * @throws IllegalArgumentException if the params or the labels do not fit
   */
  public abstract Head head(RegressionParams params, TargetScale scale);

  /**
   * Whether this loss asks a param.
   *
   * @param name of any
   * @return true as well for params that no loss asks alone
   */
  public boolean asks(String name) {
    return asked.contains(name)
        || Arrays.stream(values()).noneMatch(other -> other.asked.contains(name));
  }
}
