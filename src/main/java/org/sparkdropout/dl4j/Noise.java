package org.sparkdropout.dl4j;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * What a dropout of DL4J does to the inputs of its layer.
 *
 * @param kind which one
 * @param dropout the probability of dropping, in [0, 1); for Gaussian noise, the one whose inverted
 *     dropout has the same variance
 */
record Noise(Kind kind, double dropout) {
  /** Names of those that can be used, for messages. */
  static final String SUPPORTED = "Dropout, GaussianDropout, SpatialDropout, AlphaDropout";

  /** The kinds. */
  enum Kind {
    /** Each value is dropped, or divided by its retain. */
    BERNOULLI,
    /** Each value is multiplied by noise of mean 1. */
    GAUSSIAN,
    /** Whole channels, the second dimension, are dropped, or divided by their retain. */
    SPATIAL,
    /** The same where channels are the last dimension. */
    SPATIAL_LAST,
    /** Values are dropped to the negative limit of SELU; mean and variance stay. */
    ALPHA
  }

  /** Reads a dropout; empty if it is of another kind, or its probability follows a schedule. */
  static Optional<Noise> of(IDropout given) {
    // Exact classes: one that is derived does something else.
    if (given.getClass() == org.deeplearning4j.nn.conf.dropout.Dropout.class) {
      var dropout = (org.deeplearning4j.nn.conf.dropout.Dropout) given;
      return fixed(Kind.BERNOULLI, 1 - dropout.getP(), dropout.getPSchedule());
    } else if (given.getClass() == GaussianDropout.class) {
      GaussianDropout dropout = (GaussianDropout) given;
      return fixed(Kind.GAUSSIAN, dropout.getRate(), dropout.getRateSchedule());
    } else if (given.getClass() == SpatialDropout.class) {
      SpatialDropout dropout = (SpatialDropout) given;
      return fixed(Kind.SPATIAL, 1 - dropout.getP(), dropout.getPSchedule());
    } else if (given.getClass() == AlphaDropout.class) {
      AlphaDropout dropout = (AlphaDropout) given;
      return fixed(Kind.ALPHA, 1 - dropout.getP(), dropout.getPSchedule());
    } else if (given instanceof ChannelsLast dropout) {
      return fixed(Kind.SPATIAL_LAST, 1 - dropout.retain(), null);
    }
    return Optional.empty();
  }

  private static Optional<Noise> fixed(Kind kind, double dropout, ISchedule schedule) {
    boolean inRange = dropout >= 0 && dropout < 1;
    return schedule == null && inRange ? Optional.of(new Noise(kind, dropout)) : Optional.empty();
  }

  /** Such dropouts as people read them, such as {@code [0.2, spatial 0.1]}. */
  static String text(List<Noise> noises) {
    return noises.stream().map(Noise::toString).toList().toString();
  }

  @Override
  public String toString() {
    String probability = String.valueOf(Math.round(dropout * 1e6) / 1e6);
    return switch (kind) {
      case BERNOULLI -> probability;
      case GAUSSIAN -> "gaussian " + probability;
      case SPATIAL, SPATIAL_LAST -> "spatial " + probability;
      case ALPHA -> "alpha " + probability;
    };
  }
}
