package org.sparkdropout.dl4j;

import java.util.Arrays;
import java.util.List;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.sparkdropout.head.Head;
import org.sparkdropout.head.Tally;

/**
 * A loss function of DL4J that weights examples, and counts the losses and errors of the thinned
 * networks on its way: DL4J itself keeps the mean loss of a step only, and a mask of labels, its
 * own way to weights, scales the logits as well. Not thread-safe: one a network.
 */
final class CountedLoss implements ILossFunction {
  private static final long serialVersionUID = 1L;

  private final ILossFunction loss;
  private final Head head;
  private transient Tally tally = new Tally();
  private transient float[] labels = {};
  private transient float[] exampleWeights = {};
  private transient List<Float> classWeights = List.of();

  CountedLoss(ILossFunction loss, Head head) {
    this.loss = loss;
    this.head = head;
  }

  /** Counts from now on into a tally, with labels and weights that the caller fills for steps. */
  void count(Tally into, float[] labelsOfSteps, float[] weightsOfSteps) {
    this.tally = into;
    this.labels = labelsOfSteps;
    this.exampleWeights = weightsOfSteps;
  }

  /** Weights the rows of each class from now on, in the gradient alone; empty: all alike. */
  void weigh(List<Float> byClass) {
    this.classWeights = byClass;
  }

  @Override
  public INDArray computeGradient(
      INDArray labelRows, INDArray logits, IActivation activation, INDArray mask) {
    int rows = Math.toIntExact(logits.size(0));
    float[] scores = NativeFloats.readRows(logits);
    head.count(scores, labels, exampleWeights, rows, tally);
    INDArray gradient = loss.computeGradient(labelRows, logits, activation, mask);
    return weighted(gradient, rows);
  }

  private INDArray weighted(INDArray gradient, int rows) {
    float[] column = Arrays.copyOf(exampleWeights, rows);
    for (int row = 0; row < rows && !classWeights.isEmpty(); row++) {
      column[row] *= classWeights.get((int) labels[row]);
    }
    for (float weight : column) {
      if (weight != 1f) {
        return gradient.muliColumnVector(Nd4j.create(column, new long[] {rows, 1}, 'c'));
      }
    }
    return gradient;
  }

  /** DL4J asks for it in every step, to report it; it is in the tally already. */
  @Override
  public double computeScore(
      INDArray labelRows, INDArray logits, IActivation activation, INDArray mask, boolean mean) {
    return 0;
  }

  @Override
  public INDArray computeScoreArray(
      INDArray labelRows, INDArray logits, IActivation activation, INDArray mask) {
    return loss.computeScoreArray(labelRows, logits, activation, mask);
  }

  @Override
  public Pair<Double, INDArray> computeGradientAndScore(
      INDArray labelRows, INDArray logits, IActivation activation, INDArray mask, boolean mean) {
    return Pair.of(0.0, computeGradient(labelRows, logits, activation, mask));
  }

  @Override
  public String name() {
    return loss.name();
  }
}
