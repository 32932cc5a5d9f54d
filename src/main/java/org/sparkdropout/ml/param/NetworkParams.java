package org.sparkdropout.ml.param;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.Param;

/** Params of the network: its engine, its shape and the weights it starts from. */
public interface NetworkParams extends GroupedParams {
  /**
   * {@return the param: what trains the network: blas, our own engine for dense networks; or dl4j,
   * for any layers of DL4J}
   */
  default Param<String> engine() {
    return paramGroups().network.engine;
  }

  /** {@return the value of {@link #engine()}} */
  default String getEngine() {
    return getOrDefault(engine());
  }

  /**
   * {@return the param: a file that says what the network is, or the JSON of a DL4J configuration
   * itself; files are configurations (JSON or YAML) and models (zip) of DL4J, and models of Keras}
   */
  default Param<String> network() {
    return paramGroups().network.network;
  }

  /** {@return the value of {@link #network()}} */
  default String getNetwork() {
    return getOrDefault(network());
  }

  /**
   * {@return the param: a saved model whose weights training starts from: the folder of a model, of
   * a pipeline that holds one, or the output of jobs/train}
   */
  default Param<String> initialModel() {
    return paramGroups().network.initialModel;
  }

  /** {@return the value of {@link #initialModel()}} */
  default String getInitialModel() {
    return getOrDefault(initialModel());
  }

  /**
   * {@return the param: units of each hidden layer, each at least 1; empty for softmax regression}
   */
  default IntArrayParam hiddenLayers() {
    return paramGroups().network.hiddenLayers;
  }

  /** {@return the value of {@link #hiddenLayers()}} */
  default int[] getHiddenLayers() {
    return getOrDefault(hiddenLayers());
  }

  /** {@return the param: what hidden units compute: relu, logistic or tanh} */
  default Param<String> activation() {
    return paramGroups().network.activation;
  }

  /** {@return the value of {@link #activation()}} */
  default String getActivation() {
    return getOrDefault(activation());
  }

  /** {@return the param: how initial weights are drawn: he, glorot or gaussian} */
  default Param<String> initialization() {
    return paramGroups().network.initialization;
  }

  /** {@return the value of {@link #initialization()}} */
  default String getInitialization() {
    return getOrDefault(initialization());
  }

  /** {@return the param: standard deviation of initial weights, above 0; used by gaussian only} */
  default DoubleParam initialStd() {
    return paramGroups().network.initialStd;
  }

  /** {@return the value of {@link #initialStd()}} */
  default double getInitialStd() {
    return (double) getOrDefault(initialStd());
  }

  /**
   * The setters of these params.
   *
   * @param <E> the type that setters return
   */
  interface Setters<E> extends NetworkParams {
    /**
     * Sets {@link #engine()}.
     *
     * @param value what trains the network: blas or dl4j
     * @return this
     */
    default E setEngine(String value) {
      return Fluent.set(this, engine(), value);
    }

    /**
     * Sets {@link #network()}.
     *
     * @param value a file, on any file system that Hadoop knows, or the text of a configuration
     * @return this
     */
    default E setNetwork(String value) {
      return Fluent.set(this, network(), value);
    }

    /**
     * Sets {@link #initialModel()}. Hidden layers and activation that are not set are those of the
     * model.
     *
     * @param value a folder, on any file system that Hadoop knows
     * @return this
     */
    default E setInitialModel(String value) {
      return Fluent.set(this, initialModel(), value);
    }

    /**
     * Sets {@link #hiddenLayers()}.
     *
     * @param value units of each hidden layer, each at least 1; empty for softmax regression
     * @return this
     */
    default E setHiddenLayers(int[] value) {
      return Fluent.set(this, hiddenLayers(), value);
    }

    /**
     * Sets {@link #hiddenLayers()}.
     *
     * @param value units of each hidden layer, each at least 1; empty for softmax regression
     * @return this
     */
    default E setHiddenLayers(List<? extends Number> value) {
      return setHiddenLayers(NumberList.integers(hiddenLayers().name(), value));
    }

    /**
     * Sets {@link #hiddenLayers()} to one layer.
     *
     * @param units at least 1
     * @return this
     */
    default E setHiddenLayers(int units) {
      return setHiddenLayers(new int[] {units});
    }

    /**
     * Sets {@link #hiddenLayers()} to two layers or more.
     *
     * @param first units of the first layer, at least 1
     * @param second units of the second layer, at least 1
     * @param others units of each further layer, each at least 1
     * @return this
     */
    default E setHiddenLayers(int first, int second, int... others) {
      return setHiddenLayers(
          IntStream.concat(IntStream.of(first, second), IntStream.of(others)).toArray());
    }

    /**
     * Sets {@link #activation()}.
     *
     * @param value what hidden units compute: relu, logistic or tanh
     * @return this
     */
    default E setActivation(String value) {
      return Fluent.set(this, activation(), value);
    }

    /**
     * Sets {@link #initialization()}.
     *
     * @param value how initial weights are drawn: he, glorot or gaussian
     * @return this
     */
    default E setInitialization(String value) {
      return Fluent.set(this, initialization(), value);
    }

    /**
     * Sets {@link #initialStd()}.
     *
     * @param value standard deviation of initial weights, above 0; used by gaussian only
     * @return this
     */
    default E setInitialStd(double value) {
      return Fluent.set(this, initialStd(), value);
    }
  }

  /** These params of one estimator or model. */
  final class Group implements Serializable {
    private static final long serialVersionUID = 1L;
    final Param<String> engine;
    final Param<String> network;
    final Param<String> initialModel;
    final IntArrayParam hiddenLayers;
    final Param<String> activation;
    final Param<String> initialization;
    final DoubleParam initialStd;

    Group(Declaration declare) {
      this.engine = declare.text(TrainingSettings.ENGINE);
      this.network = declare.text(TrainingSettings.NETWORK);
      this.initialModel = declare.text(TrainingSettings.INITIAL_MODEL);
      this.hiddenLayers = declare.integers(TrainingSettings.HIDDEN_LAYERS);
      this.activation = declare.text(TrainingSettings.ACTIVATION);
      this.initialization = declare.text(TrainingSettings.INITIALIZATION);
      this.initialStd = declare.number(TrainingSettings.INITIAL_STD);
    }
  }
}
