package org.sparkdropout.dl4j;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.lossfunctions.impl.LossL1;
import org.nd4j.linalg.lossfunctions.impl.LossL2;
import org.nd4j.linalg.lossfunctions.impl.LossMAE;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.nd4j.linalg.lossfunctions.impl.LossNegativeLogLikelihood;
import org.sparkdropout.data.DataProfile;
import org.sparkdropout.data.TargetKind;
import org.sparkdropout.head.AbsoluteLoss;
import org.sparkdropout.head.Answer;
import org.sparkdropout.head.Decision;
import org.sparkdropout.head.Head;
import org.sparkdropout.head.NumberAnswer;
import org.sparkdropout.head.RegressionHead;
import org.sparkdropout.head.SoftmaxCrossEntropy;
import org.sparkdropout.head.SquaredLoss;
import org.sparkdropout.head.TargetScale;

/** What the output layer of a network of DL4J is for. */
enum OutputKind {
  /** Softmax and a cross-entropy. */
  CLASSES(TargetKind.CLASS) {
    @Override
    Head head(OutputLayer layer, DataProfile profile) {
      return new SoftmaxCrossEntropy(profile.classes());
    }

    @Override
    Answer answer(int outputs) {
      return Decision.of(Optional.empty());
    }

    @Override
    float[] rows(float[] targets, int rows, int outputs) {
      float[] oneHot = new float[rows * outputs];
      for (int row = 0; row < rows; row++) {
        oneHot[row * outputs + (int) targets[row]] = 1f;
      }
      return oneHot;
    }
  },

  /** Sums as they are, with a loss of their distance from the label. */
  NUMBERS(TargetKind.NUMBERS) {
    @Override
    Head head(OutputLayer layer, DataProfile profile) {
      TargetScale scale = profile.scale().orElseThrow();
      return new RegressionHead(
          ABSOLUTE.contains(layer.getLossFn().getClass()) ? new AbsoluteLoss() : new SquaredLoss(),
          scale);
    }

    @Override
    Answer answer(int outputs) {
      return NumberAnswer.of(TargetScale.none(outputs));
    }

    @Override
    float[] rows(float[] targets, int rows, int outputs) {
      return Arrays.copyOf(targets, rows * outputs);
    }
  };

  private static final Set<Class<?>> CROSS_ENTROPIES =
      Set.of(LossMCXENT.class, LossNegativeLogLikelihood.class);
  private static final Set<Class<?>> SQUARED = Set.of(LossMSE.class, LossL2.class);
  private static final Set<Class<?>> ABSOLUTE = Set.of(LossMAE.class, LossL1.class);

  private final TargetKind target;

  OutputKind(TargetKind target) {
    this.target = target;
  }

  /** The kind of an output layer; empty if its activation and loss are of none. */
  static Optional<OutputKind> of(OutputLayer layer) {
    Class<?> loss = layer.getLossFn() == null ? null : layer.getLossFn().getClass();
    if (layer.getActivationFn() instanceof ActivationSoftmax
        && loss != null
        && CROSS_ENTROPIES.contains(loss)) {
      return Optional.of(CLASSES);
    }
    boolean isDistance = loss != null && (SQUARED.contains(loss) || ABSOLUTE.contains(loss));
    return layer.getActivationFn() instanceof ActivationIdentity && isDistance
        ? Optional.of(NUMBERS)
        : Optional.empty();
  }

  /** What labels it learns. */
  TargetKind target() {
    return target;
  }

  /**
   * What counts losses and errors.
   *
   * @param layer of this kind
   * @param profile of the rows to train on
   */
  abstract Head head(OutputLayer layer, DataProfile profile);

  /**
   * What a network that was trained elsewhere answers: classes, or numbers in the label's units.
   *
   * @param outputs of the network
   */
  abstract Answer answer(int outputs);

  /**
   * The labels as DL4J takes them.
   *
   * @param targets of the rows: one class each, or standardised numbers
   * @param rows how many of them there are
   * @param outputs of the network
   * @return (rows, outputs)
   */
  abstract float[] rows(float[] targets, int rows, int outputs);
}
