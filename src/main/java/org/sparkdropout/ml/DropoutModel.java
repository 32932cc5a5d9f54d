package org.sparkdropout.ml;

import java.util.Optional;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.dropout.InferenceNetwork;
import org.sparkdropout.fit.TrainedDropout;
import org.sparkdropout.ml.param.MonteCarloParams;
import org.sparkdropout.ml.param.SharedParams;
import org.sparkdropout.model.ExportedModel;
import org.sparkdropout.model.Provenance;
import org.sparkdropout.model.WeightBytes;
import org.sparkdropout.score.DenseNetwork;
import org.sparkdropout.score.ExportedNetwork;

/** What all fitted models are: a network that is scaled for inference, with its params. */
public interface DropoutModel extends SharedParams, MonteCarloParams, MLWritable {
  /**
   * Adds the columns of the answers, lazily.
   *
   * @param dataset with a column of features
   * @return the same rows with more columns
   */
  Dataset<Row> transform(Dataset<?> dataset);

  /**
   * Checks the params of scoring against one another, the network and the memory of the cluster.
   * Runs no job.
   *
   * @throws IllegalArgumentException for the first that does not fit
   */
  void checkParams();

  /** Has the scaled network score again, with no column that thinned networks need. */
  default void clearMonteCarlo() {
    clear(monteCarlo());
    MonteCarlo.columns(this).forEach(this::clear);
  }

  /**
   * This model as a stage of a pipeline.
   *
   * @return this
   */
  default Transformer transformer() {
    return (Transformer) this;
  }

  /**
   * The network, scaled for inference.
   *
   * @return immutable
   */
  ExportedNetwork exportedNetwork();

  /** {@return what a model folder holds besides Spark's params} */
  ExportedModel exported();

  /**
   * How this model was trained.
   *
   * @return what was kept at saving and loading too, but for figures on the training rows
   */
  RunFigures summary();

  /**
   * The network, if it is one of our own engine.
   *
   * @return immutable
   */
  default Optional<InferenceNetwork> inferenceNetwork() {
    return exportedNetwork() instanceof DenseNetwork dense
        ? Optional.of(dense.weights())
        : Optional.empty();
  }

  /**
   * What dropped in the network while it was trained, with the rates as trained: masks that are
   * shared drop whole units, so 5 of 11 and not one half.
   *
   * @return empty if the network is not one of our own engine
   */
  default Optional<Dropout> trainedDropout() {
    return inferenceNetwork().map(weights -> TrainedDropout.of(weights, this));
  }

  /**
   * What this model was made from and by.
   *
   * @return what was kept at saving and loading too
   */
  default Provenance provenance() {
    return exported().provenance();
  }

  /**
   * The SHA-256 of the network's parameters as little-endian single-precision numbers.
   *
   * @return 64 hexadecimal digits
   */
  default String weightsDigest() {
    return WeightBytes.digest(exportedNetwork());
  }
}
