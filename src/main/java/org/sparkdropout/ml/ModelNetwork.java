package org.sparkdropout.ml;

import java.io.Serializable;
import java.util.List;
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
import org.sparkdropout.data.VectorFloats;
import org.sparkdropout.head.Answer;
import org.sparkdropout.ml.param.SharedParams;
import org.sparkdropout.model.ExportedModel;
import org.sparkdropout.model.TrainingNotes;
import org.sparkdropout.score.ExportedNetwork;
import org.sparkdropout.score.Scorer;

/**
 * The network of a model and what is known of its training; how models of all kinds score with it.
 * Shared by the copies of a model. Thread-safe.
 */
final class ModelNetwork implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ExportedNetwork network;
  private final TrainingNotes notes;
  private transient NetworkBroadcast broadcast;
  private transient Scorer scorer;

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
      SharedParams model, Dataset<?> table, Answer answer, List<Output> outputs) {
    StructType schema = table.schema();
    String features = model.getFeaturesCol();
    NetworkScoring scoring =
        new NetworkScoring(
            broadcast().on(table.sparkSession().sparkContext()),
            FeatureCheck.of(schema.apply(features), network.inputs()),
            model.getScoringBatchSize(),
            network.outputs(),
            answer);
    return new ScoredColumns(scoring, HandleInvalid.of(model.getHandleInvalid()))
        .addTo(table, schema.fieldIndex(features), outputs);
  }

  private synchronized NetworkBroadcast broadcast() {
    if (broadcast == null) {
      broadcast = new NetworkBroadcast(network);
    }
    return broadcast;
  }

  /**
   * The scores of one row, to the bit those that a whole table gives it.
   *
   * @throws org.sparkdropout.data.InvalidDataException if the vector has another width than the
   *     network, or holds NaN or infinite values
   */
  synchronized double[] scores(SharedParams model, Vector features) {
    FeatureCheck check = new FeatureCheck(model.getFeaturesCol(), network.inputs(), List.of());
    check
        .problem(features)
        .ifPresent(
            problem -> {
              throw check.unfit(problem);
            });
    if (scorer == null) {
      scorer = network.scorer();
    }
    return scorer.logits(1, (row, into, offset) -> VectorFloats.copy(features, into, offset))[0];
  }
}
