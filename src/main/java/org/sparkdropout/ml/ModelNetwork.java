package org.sparkdropout.ml;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.sparkdropout.catalyst.FeatureCheck;
import org.sparkdropout.catalyst.NetworkScoring;
import org.sparkdropout.catalyst.ScoredColumns;
import org.sparkdropout.catalyst.ScoredColumns.Output;
import org.sparkdropout.data.HandleInvalid;
import org.sparkdropout.head.Answer;
import org.sparkdropout.model.ExportedModel;
import org.sparkdropout.model.TrainingNotes;
import org.sparkdropout.score.DenseNetwork;
import org.sparkdropout.score.ExportedNetwork;
import scala.Option;

/**
 * The network of a model and what is known of its training; how models of all kinds score with it.
 * Shared by the copies of a model. Thread-safe.
 */
final class ModelNetwork implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ExportedNetwork network;
  private final TrainingNotes notes;
  private transient NetworkInUse scaled;
  private transient NetworkInUse thinned;

  /** What the thinned networks were drawn for. */
  private transient MonteCarlo drawn;

  ModelNetwork(ExportedModel exported) {
    this.network = exported.network();
    this.notes = new TrainingNotes(exported.summary(), exported.provenance());
  }

  /** The configuration of the cluster, to read files with. */
  static Configuration hadoop() {
    return SparkSession.active().sparkContext().hadoopConfiguration();
  }

  ExportedNetwork exported() {
    return network;
  }

  TrainingNotes notes() {
    return notes;
  }

  /** What a model folder holds besides Spark's params. */
  ExportedModel model() {
    return new ExportedModel(network, notes.summary(), notes.provenance());
  }

  /**
   * Adds columns to a table, lazily.
   *
   * @param model names the features and says what becomes of unfit rows
   * @param answer what the scores mean
   * @param outputs the columns, at least one
   */
  Dataset<Row> transform(
      DropoutModel model, Dataset<?> table, Answer answer, List<Output> outputs) {
    StructType schema = table.schema();
    String features = model.getFeaturesCol();
    NetworkScoring scoring =
        new NetworkScoring(
            inUse(model).on(table.sparkSession().sparkContext()),
            FeatureCheck.of(schema.apply(features), network.inputs()),
            model.getScoringBatchSize(),
            network.outputs(),
            answer);
    return new ScoredColumns(scoring, HandleInvalid.of(model.getHandleInvalid()))
        .addTo(table, schema.fieldIndex(features), outputs);
  }

  /**
   * Checks what the params of a model ask for, on the cluster of this session if there is one.
   *
   * @throws IllegalArgumentException if it does not fit the network or the cluster
   */
  void check(DropoutModel model) {
    NetworkInUse asked = inUse(model);
    Option<SparkSession> session =
        SparkSession.getActiveSession().orElse(() -> SparkSession.getDefaultSession());
    if (session.isDefined()) {
      asked.requireRoom(session.get().sparkContext());
    }
  }

  /** The network itself, or its thinned ones; of these, those that were asked for last are kept. */
  private synchronized NetworkInUse inUse(DropoutModel model) {
    Optional<MonteCarlo> asked = MonteCarlo.of(model);
    if (asked.isEmpty()) {
      scaled = scaled == null ? new NetworkInUse(network) : scaled;
      return scaled;
    }
    if (!asked.get().equals(drawn)) {
      thinned = new NetworkInUse(asked.get().of((DenseNetwork) network));
      drawn = asked.get();
    }
    return thinned;
  }

  /**
   * The scores of one row, to the bit those that a whole table gives it.
   *
   * @throws org.sparkdropout.data.InvalidDataException if the vector has another width than the
   *     network, or holds NaN or infinite values
   */
  double[] scores(DropoutModel model, Vector features) {
    FeatureCheck check = new FeatureCheck(model.getFeaturesCol(), network.inputs(), List.of());
    check
        .problem(features)
        .ifPresent(
            problem -> {
              throw check.unfit(problem);
            });
    return inUse(model).scores(features);
  }
}
