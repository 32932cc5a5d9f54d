package org.sparkdropout.ml.param;

import java.util.Arrays;
import java.util.Set;
import org.sparkdropout.optimizer.AdamW;
import org.sparkdropout.optimizer.Muon;
import org.sparkdropout.optimizer.Optimizer;
import org.sparkdropout.optimizer.ScheduleFree;
import org.sparkdropout.optimizer.Sgd;

/** The optimizers that users can choose: their names, what they ask, and how they are made. */
public enum OptimizerKind {
  /** Stochastic gradient descent with momentum. */
  SGD(
      "with momentum",
      0.1,
      Set.of("momentum", "initialMomentum", "momentumRampEpochs", "nesterov", "weightDecay")) {
    @Override
    public Optimizer optimizer(SharedParams params) {
      return new Sgd(
          params.getNesterov() ? Sgd.Kind.NESTEROV : Sgd.Kind.CLASSICAL,
          params.getInitialMomentum(),
          params.getMomentum(),
          params.getMomentumRampEpochs());
    }
  },
  /** Adam; L2 is part of its gradient. */
  ADAM("", 0.001, Set.of("beta1", "beta2", "epsilon")) {
    @Override
    public Optimizer optimizer(SharedParams params) {
      return adamW(params);
    }
  },
  /** Adam with weight decay apart from the gradient. */
  ADAMW("adam with weightDecay", 0.001, Set.of("beta1", "beta2", "epsilon", "weightDecay")) {
    @Override
    public Optimizer optimizer(SharedParams params) {
      return adamW(params);
    }
  },
  /** AdamW that scores an average of its weights. */
  SCHEDULEFREE(
      "scores an average of its weights in place of a falling learning rate",
      0.0025,
      Set.of("beta1", "beta2", "epsilon", "weightDecay")) {
    @Override
    public Optimizer optimizer(SharedParams params) {
      return new ScheduleFree(params.getBeta1(), params.getBeta2(), params.getEpsilon());
    }
  },
  /** Orthogonal steps for kernels into hidden units, AdamW for the rest. */
  MUON(
      "steps of weights into hidden units are orthogonal, the others are as of adamw",
      0.001,
      Set.of("momentum", "beta1", "beta2", "epsilon", "weightDecay")) {
    @Override
    public Optimizer optimizer(SharedParams params) {
      return new Muon(params.getMomentum(), adamW(params));
    }
  };

  private final String text;
  private final double usualLearningRate;

  @SuppressWarnings("ImmutableEnumChecker") // Made by Set.of.
  private final Set<String> asked;

  OptimizerKind(String text, double usualLearningRate, Set<String> asked) {
    this.text = text;
    this.usualLearningRate = usualLearningRate;
    this.asked = asked;
  }

  /**
   * What the optimizer does, for people to read beside its name.
   *
   * @return a phrase; empty if the name says all
   */
  public String text() {
    return text;
  }

  /**
   * The kind that params choose.
   *
   * @param params of an estimator
   * @return the value of {@code optimizer}
   */
  public static OptimizerKind of(SharedParams params) {
    return new Choice<>(OptimizerKind.class).constant(params.getOptimizer());
  }

  /**
   * Makes the optimizer.
   *
   * @param params of an estimator
   * @return with the values of what it asks
   */
  public abstract Optimizer optimizer(SharedParams params);

  /**
   * The learning rate to start with.
   *
   * @param params of an estimator
   * @return the one that is set, or what is usual for this optimizer
   */
  public double learningRate(SharedParams params) {
    return params.isSet(params.learningRate()) ? params.getLearningRate() : usualLearningRate;
  }

  /**
   * Whether it asks a setting.
   *
   * @param name of the setting
   * @return false for settings that other optimizers ask
   */
  public boolean asks(String name) {
    return asked.contains(name)
        || Arrays.stream(values()).noneMatch(other -> other.asked.contains(name));
  }

  private static AdamW adamW(SharedParams params) {
    return new AdamW(params.getBeta1(), params.getBeta2(), params.getEpsilon());
  }
}
