package org.sparkdropout.optimizer;

import java.io.Serializable;
import org.sparkdropout.network.HalfCosine;

/**
 * The learning rate over time. Time is in epochs and moves on with every step, so a schedule does
 * not depend on the number of rows or replicas.
 *
 * @param schedule how it changes
 * @param initial the rate at time 0, or the largest rate of schedules that rise first; greater than
 *     0
 * @param decay how fast it falls, per epoch; ignored by all schedules but {@link
 *     Schedule#INVERSE_TIME} and {@link Schedule#EXPONENTIAL}
 * @param epochs when schedules that end reach their end, at least 0
 * @param warmupEpochs the first epochs, in which the rate rises linearly to what the schedule says,
 *     at least 0
 */
public record LearningRate(
    Schedule schedule, double initial, double decay, int epochs, double warmupEpochs)
    implements Serializable {
  /** How a learning rate changes. */
  public enum Schedule {
    /** initial. */
    CONSTANT("") {
      @Override
      double rate(double initial, double time, double decay, int epochs) {
        return initial;
      }
    },
    /** initial / (1 + decay x time). */
    INVERSE_TIME("learningRate / (1 + learningRateDecay * t)") {
      @Override
      double rate(double initial, double time, double decay, int epochs) {
        return initial / (1 + decay * time);
      }
    },
    /** initial x decay^time, with decay in (0, 1]. */
    EXPONENTIAL("learningRate * learningRateDecay^t") {
      @Override
      double rate(double initial, double time, double decay, int epochs) {
        return initial * StrictMath.pow(decay, time);
      }
    },
    /** initial x (1 - time / epochs). */
    LINEAR("to zero at the last epoch") {
      @Override
      double rate(double initial, double time, double decay, int epochs) {
        return initial * Math.max(0, 1 - time / epochs);
      }
    },
    /** Half a cosine from initial to 0 (Loshchilov and Hutter 2017, arXiv 1608.03983). */
    COSINE("to zero along half a cosine") {
      @Override
      double rate(double initial, double time, double decay, int epochs) {
        return initial * HalfCosine.left(time / epochs);
      }
    },
    /** initial for the first half of the epochs, then half a cosine to 0. */
    FLAT_COSINE("constant for half of the epochs, then the same") {
      @Override
      double rate(double initial, double time, double decay, int epochs) {
        return initial * HalfCosine.leftInSecondHalf(time, epochs);
      }
    },
    /**
     * initial for the first four fifths of the epochs, then linearly to 0 (Haegele et al. 2024,
     * "Scaling laws and compute-optimal training beyond fixed training durations").
     */
    FLAT_LINEAR("constant for four fifths of the epochs, then to zero") {
      @Override
      double rate(double initial, double time, double decay, int epochs) {
        return initial * Math.max(0, Math.min(1, 5 * (1 - time / epochs)));
      }
    },
    /**
     * Half a cosine up from initial / 25 in the first three tenths of the epochs, then half a
     * cosine down to initial / 250,000 (Smith 2018, arXiv 1803.09820, with the shares of PyTorch's
     * OneCycleLR).
     */
    ONE_CYCLE("up from learningRate / 25 in three tenths of the epochs, then down") {
      @Override
      double rate(double initial, double time, double decay, int epochs) {
        double done = time / epochs;
        double first = 1.0 / 25;
        double last = first * 1e-4;
        double factor =
            done < RISING
                ? 1 - (1 - first) * HalfCosine.left(done / RISING)
                : last + (1 - last) * HalfCosine.left((done - RISING) / (1 - RISING));
        return initial * factor;
      }
    };

    private static final double RISING = 0.3;

    private final String text;

    Schedule(String text) {
      this.text = text;
    }

    /**
     * What it does, by the params that users set.
     *
     * @return half a sentence; empty if its name says all
     */
    public String text() {
      return text;
    }

    /** The rate at a time in epochs, without warm-up. */
    abstract double rate(double initial, double time, double decay, int epochs);
  }

  /**
   * The rate of a step.
   *
   * @param time of the step
   * @return the learning rate, at least 0
   */
  public double at(StepTime time) {
    double rate = schedule.rate(initial, time.epochs(), decay, epochs);
    double warmupSteps = warmupEpochs * time.stepsPerEpoch();
    double steps = time.stepsBefore() + 1.0;
    return steps < warmupSteps ? rate * (steps / warmupSteps) : rate;
  }
}
