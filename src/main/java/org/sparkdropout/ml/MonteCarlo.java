package org.sparkdropout.ml;

import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.param.Param;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.head.Answer;
import org.sparkdropout.ml.param.Columns;
import org.sparkdropout.score.DenseNetwork;
import org.sparkdropout.score.MonteCarloAnswer;
import org.sparkdropout.score.MonteCarloNetwork;

/**
 * Monte-Carlo scoring as the params of a model ask for it.
 *
 * @param samples thinned networks, at least 1
 * @param seed of their masks
 * @param dropout what dropped in training
 */
record MonteCarlo(int samples, long seed, Dropout dropout) {
  /**
   * What a model asks for.
   *
   * @return empty if it scores with the scaled network
   * @throws IllegalArgumentException if its params do not fit one another or its network
   */
  static Optional<MonteCarlo> of(DropoutModel model) {
    int samples = model.getMonteCarlo();
    if (samples == 0) {
      requireNoColumns(model);
      return Optional.empty();
    }
    return Optional.of(new MonteCarlo(samples, model.getSeed(), dropout(model)));
  }

  /** The columns that only thinned networks can tell. */
  static List<Param<String>> columns(DropoutModel model) {
    return List.of(model.predictiveEntropyCol(), model.mutualInformationCol(), model.spreadCol());
  }

  private static void requireNoColumns(DropoutModel model) {
    for (Param<String> column : columns(model)) {
      if (Columns.isNamed(model, column)) {
        throw new IllegalArgumentException(
            "%s needs monteCarlo of at least 1: it tells how much thinned networks disagree. Provided: %s = %s, monteCarlo = 0. Set monteCarlo, such as 50, or leave the column out"
                .formatted(column.name(), column.name(), model.getOrDefault(column)));
      }
    }
  }

  private static Dropout dropout(DropoutModel model) {
    Dropout dropout =
        model
            .trainedDropout()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "monteCarlo must be 0 for a network of engine = %s: only networks of engine = blas can be thinned in scoring. Provided value: %d. Set monteCarlo = 0, or train with engine = blas"
                            .formatted(model.exportedNetwork().engine(), model.getMonteCarlo())));
    if (dropout.dropsNothing()) {
      throw new IllegalArgumentException(
          "monteCarlo must be 0 for a network that was trained without dropout: its thinned networks would all be the whole one. Provided value: %d. Dropout of the network: %s. Set monteCarlo = 0, or train with dropout"
              .formatted(model.getMonteCarlo(), dropout.ratesText()));
    }
    return dropout;
  }

  /** The network that averages. */
  MonteCarloNetwork of(DenseNetwork network) {
    return new MonteCarloNetwork(network, dropout, seed, samples);
  }

  /** What the scores of that network mean, where those of one network have a meaning. */
  Answer of(Answer one) {
    return new MonteCarloAnswer(one, samples);
  }
}
