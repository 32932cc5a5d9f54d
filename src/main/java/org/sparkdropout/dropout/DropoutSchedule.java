package org.sparkdropout.dropout;

import java.io.Serializable;
import org.sparkdropout.network.HalfCosine;

/**
 * How much is dropped over the time of training, as a factor of each layer's dropout: Liu et al.
 * 2023, "Dropout reduces underfitting", arXiv 2303.01500, sections 4 and 5, and a factor that
 * falls.
 *
 * @param kind how it goes
 * @param switchTime when dropout ends or begins, in epochs; for {@link Kind#EARLY} and {@link
 *     Kind#LATE} alone
 * @param epochs of the run; for {@link Kind#FLAT_COSINE} alone
 */
public record DropoutSchedule(Kind kind, double switchTime, int epochs) implements Serializable {
  /** How dropout goes over time. */
  public enum Kind {
    /** The same at all times. */
    CONSTANT {
      @Override
      double factor(DropoutSchedule schedule, double time) {
        return 1;
      }
    },
    /** The same for half of the epochs, then along half a cosine to nothing. */
    FLAT_COSINE {
      @Override
      double factor(DropoutSchedule schedule, double time) {
        return HalfCosine.leftInSecondHalf(time, schedule.epochs);
      }
    },
    /** Until the switch, and nothing after it. */
    EARLY {
      @Override
      double factor(DropoutSchedule schedule, double time) {
        return time < schedule.switchTime ? 1 : 0;
      }
    },
    /** Nothing until the switch. */
    LATE {
      @Override
      double factor(DropoutSchedule schedule, double time) {
        return time < schedule.switchTime ? 0 : 1;
      }
    };

    abstract double factor(DropoutSchedule schedule, double time);
  }

  /** The same dropout at all times. */
  public static final DropoutSchedule CONSTANT = new DropoutSchedule(Kind.CONSTANT, 0, 0);

  /**
   * What a layer's dropout is multiplied by.
   *
   * @param time in epochs, at least 0
   * @return in [0, 1]
   */
  public double factor(double time) {
    return kind.factor(this, time);
  }
}
