package org.sparkdropout.bench;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.sparkdropout.train.AveragingPath;

/**
 * What every contender trains on: the shape of the network, its settings, and synthetic rows of
 * uniform features and labels (speed does not depend on what is learnt).
 *
 * @param rows examples in the data set
 * @param inputs features of an example
 * @param hidden units of each hidden layer
 * @param classes the number of classes
 * @param batchSize examples in a step of one replica
 * @param averagingInterval steps in a round
 * @param averagingPath where replicas are averaged, ours alone
 * @param replicas copies of the network
 * @param inputDropout probability of dropping an input
 * @param hiddenDropout probability of dropping a hidden unit
 * @param maxNorm bound on the length of a unit's incoming weights, ours alone; 0 is none
 */
record Workload(
    int rows,
    int inputs,
    List<Integer> hidden,
    int classes,
    int batchSize,
    int averagingInterval,
    AveragingPath averagingPath,
    int replicas,
    double inputDropout,
    double hiddenDropout,
    double maxNorm)
    implements Serializable {
  static final double LEARNING_RATE = 0.01;
  static final double MOMENTUM = 0.9;

  int[] hiddenUnits() {
    return hidden.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The features of a row, uniform in [0, 1). */
  float[] features(int row) {
    SplittableRandom random = new SplittableRandom(row);
    float[] features = new float[inputs];
    for (int i = 0; i < inputs; i++) {
      features[i] = (float) random.nextDouble();
    }
    return features;
  }

  /** The class of a row. */
  int label(int row) {
    return new SplittableRandom(~row).nextInt(classes);
  }

  @Override
  public String toString() {
    return "%d-%s-%d, input dropout %s, hidden dropout %s, max-norm %s, batch %d, %d replicas, average every %d steps, %,d rows"
        .formatted(
            inputs,
            String.join("-", Arrays.stream(hiddenUnits()).mapToObj(String::valueOf).toList()),
            classes,
            inputDropout,
            hiddenDropout,
            maxNorm,
            batchSize,
            replicas,
            averagingInterval,
            rows);
  }
}
