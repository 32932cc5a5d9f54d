package org.sparkdropout.ml.param;

import java.io.Serializable;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;

/** Params of models that average the answers of thinned networks in scoring. */
public interface MonteCarloParams extends GroupedParams {
  /**
   * {@return the param: thinned networks whose answers are averaged in scoring, in [0, 10000]; 0
   * for the scaled network}
   */
  default IntParam monteCarlo() {
    return paramGroups().monteCarlo.monteCarlo;
  }

  /** {@return the value of {@link #monteCarlo()}} */
  default int getMonteCarlo() {
    return (int) getOrDefault(monteCarlo());
  }

  /**
   * {@return the column that receives the entropy of the mean probabilities, in nats, of a
   * classification model; unset for none}
   */
  default Param<String> predictiveEntropyCol() {
    return paramGroups().monteCarlo.predictiveEntropyCol;
  }

  /** {@return the value of {@link #predictiveEntropyCol()}} */
  default String getPredictiveEntropyCol() {
    return getOrDefault(predictiveEntropyCol());
  }

  /**
   * {@return the column that receives the part of the predictive entropy that is due to the
   * disagreement of thinned networks, in nats, of a classification model; unset for none}
   */
  default Param<String> mutualInformationCol() {
    return paramGroups().monteCarlo.mutualInformationCol;
  }

  /** {@return the value of {@link #mutualInformationCol()}} */
  default String getMutualInformationCol() {
    return getOrDefault(mutualInformationCol());
  }

  /**
   * {@return the column that receives the standard deviation, over thinned networks, of the
   * predicted class's probability or of the predicted number, a vector for labels that are vectors;
   * unset for none}
   */
  default Param<String> spreadCol() {
    return paramGroups().monteCarlo.spreadCol;
  }

  /** {@return the value of {@link #spreadCol()}} */
  default String getSpreadCol() {
    return getOrDefault(spreadCol());
  }

  /**
   * The setters of these params, and of the seed of the masks.
   *
   * @param <E> the type that setters return
   */
  interface Setters<E> extends MonteCarloParams, ReplicaParams {
    /**
     * Sets {@link #monteCarlo()}.
     *
     * @param value how many thinned networks, in [0, 10000]; 0 for the scaled network
     * @return this
     */
    default E setMonteCarlo(int value) {
      return Fluent.set(this, monteCarlo(), value);
    }

    /**
     * Sets {@link #predictiveEntropyCol()}.
     *
     * @param value a new column; empty for none
     * @return this
     */
    default E setPredictiveEntropyCol(String value) {
      return Fluent.set(this, predictiveEntropyCol(), value);
    }

    /**
     * Sets {@link #mutualInformationCol()}.
     *
     * @param value a new column; empty for none
     * @return this
     */
    default E setMutualInformationCol(String value) {
      return Fluent.set(this, mutualInformationCol(), value);
    }

    /**
     * Sets {@link #spreadCol()}.
     *
     * @param value a new column; empty for none
     * @return this
     */
    default E setSpreadCol(String value) {
      return Fluent.set(this, spreadCol(), value);
    }

    /**
     * Sets {@link #seed()}. A model is trained already: of it only thinned networks depend on the
     * seed.
     *
     * @param value any
     * @return this
     */
    default E setSeed(long value) {
      return Fluent.set(this, seed(), value);
    }
  }

  /** These params of one model. */
  final class Group implements Serializable {
    private static final long serialVersionUID = 1L;
    final IntParam monteCarlo;
    final Param<String> predictiveEntropyCol;
    final Param<String> mutualInformationCol;
    final Param<String> spreadCol;

    Group(Declaration declare) {
      this.monteCarlo = declare.integer(TrainingSettings.MONTE_CARLO);
      this.predictiveEntropyCol = declare.text(TrainingSettings.PREDICTIVE_ENTROPY_COL);
      this.mutualInformationCol = declare.text(TrainingSettings.MUTUAL_INFORMATION_COL);
      this.spreadCol = declare.text(TrainingSettings.SPREAD_COL);
    }
  }
}
