package org.sparkdropout.job;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.sparkdropout.ml.DropoutModel;
import org.sparkdropout.prepare.FeatureEncoderModel;
import org.sparkdropout.prepare.RawColumns;
import org.sparkdropout.prepare.WeightlessCategories;

/**
 * The stages of a pipeline in front of its network: which raw columns they take, and what makes a
 * row unfit for them.
 */
interface Preprocessing {

  /**
   * The raw columns that are taken, with their types in training, as far as both are known.
   *
   * @return may be empty
   */
  StructType columns();

  /**
   * Plans to make features of raw rows. A row that is unfit gets features that the network finds
   * unfit; it fails nothing here.
   *
   * @param raw rows with all columns that are taken
   */
  Dataset<Row> features(Dataset<Row> raw);

  /**
   * Says what makes a raw row unfit.
   *
   * @param raw rows with all columns that are taken
   * @return a text in the user's names of columns; null where the row is fit, or nothing is known
   */
  Column problem(Dataset<Row> raw);

  /**
   * Tells which categories weigh nothing.
   *
   * @return nothing where none can, or nothing is known
   */
  default Optional<WeightlessCategories> weightless() {
    return Optional.empty();
  }

  /**
   * Looks what the stages of a pipeline are.
   *
   * @param network in the pipeline
   * @param handleInvalid in place of what they say themselves: keep lets unseen categories pass
   *     where the stages can, any other word makes rows with them unfit
   */
  static Preprocessing of(
      PipelineModel pipeline, DropoutModel network, Optional<String> handleInvalid) {
    List<Transformer> all = Arrays.asList(pipeline.stages());
    List<Transformer> stages = all.subList(0, all.indexOf(network.transformer()));
    if (stages.size() == 1 && stages.get(0) instanceof FeatureEncoderModel encoder) {
      return EncoderPreprocessing.of(encoder, handleInvalid);
    }
    if (!stages.isEmpty() && stages.get(0) instanceof RawColumns columns) {
      return new StagedPreprocessing(columns, stages, network.getFeaturesCol());
    }
    return new ForeignPreprocessing(stages, network);
  }

  /** A pipeline of some stages. */
  static PipelineModel pipeline(List<? extends Transformer> stages) {
    return new PipelineModel(Identifiable.randomUID("pipeline"), List.copyOf(stages));
  }

  /** No problem. */
  static Column none() {
    return functions.lit(null).cast(DataTypes.StringType);
  }
}
