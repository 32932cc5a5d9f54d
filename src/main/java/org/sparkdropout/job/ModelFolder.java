package org.sparkdropout.job;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.sparkdropout.data.InvalidDataException;
import org.sparkdropout.ml.DropoutClassificationModel;
import org.sparkdropout.prepare.LabelText;

/**
 * A loaded pipeline and the network in it.
 *
 * @param pipeline takes raw rows
 * @param network its dropout network
 */
record ModelFolder(PipelineModel pipeline, DropoutClassificationModel network) {
  /** The folder of the pipeline within the output of job train. */
  static final String NAME = "model";

  private static final String KEY = "score.model";

  /**
   * Loads the pipeline that {@code score.model} names.
   *
   * @throws InvalidDataException if nothing is there, it is no pipeline, parts of it are missing,
   *     or it has no dropout network
   */
  static ModelFolder load(Settings settings, SparkSession spark) {
    return load(KEY, settings.required(KEY), spark);
  }

  /** Loads the pipeline that a setting names. */
  static ModelFolder load(String key, String path, SparkSession spark) {
    try {
      Path folder = new Path(path);
      FileSystem files = folder.getFileSystem(spark.sparkContext().hadoopConfiguration());
      if (files.exists(new Path(folder, NAME + "/metadata"))) {
        folder = new Path(folder, NAME);
      }
      if (!files.exists(new Path(folder, "metadata"))) {
        throw new InvalidDataException(
            ("%s must name the output of jobs/train or a saved PipelineModel. Provided: %s, where"
                    + " there is no folder metadata")
                .formatted(key, path));
      }
      return of(SavedPipeline.load(folder, spark), key, path);
    } catch (InvalidDataException known) {
      throw known;
    } catch (Exception failure) { // Spark throws checked exceptions it does not declare.
      throw new InvalidDataException(
          "%s must name a whole saved PipelineModel. Provided: %s. %s. Write it anew with jobs/train"
              .formatted(key, path, Failure.of(failure).line()));
    }
  }

  private static ModelFolder of(PipelineModel pipeline, String key, String path) {
    return Arrays.stream(pipeline.stages())
        .filter(DropoutClassificationModel.class::isInstance)
        .findFirst()
        .map(network -> new ModelFolder(pipeline, (DropoutClassificationModel) network))
        .orElseThrow(
            () ->
                new InvalidDataException(
                    "%s must hold a dropout network. Stages of %s: %s"
                        .formatted(key, path, Arrays.toString(pipeline.stages()))));
  }

  /** The columns of single probabilities, in the order of the classes. */
  String[] probabilityColumns() {
    return Arrays.stream(classNames())
        .map(name -> network.getProbabilityCol() + "_" + name)
        .toArray(String[]::new);
  }

  /** The label's text where there is one, or its number. */
  private String[] classNames() {
    return labelText()
        .map(labels -> labels.texts().toArray(String[]::new))
        .orElseGet(
            () ->
                IntStream.range(0, network.numClasses())
                    .mapToObj(Integer::toString)
                    .toArray(String[]::new));
  }

  /** The stage that adds the text of the predicted label, if labels are text. */
  Optional<LabelText> labelText() {
    return Arrays.stream(pipeline.stages())
        .filter(LabelText.class::isInstance)
        .map(LabelText.class::cast)
        .findFirst();
  }

  /** The columns that scoring adds. */
  String[] addedColumns() {
    List<String> names = new ArrayList<>(List.of(probabilityColumns()));
    names.add(network.getPredictionCol());
    names.add(network.getProbabilityCol());
    names.add(network.getRawPredictionCol());
    labelText().map(LabelText::outputColumn).ifPresent(names::add);
    names.removeIf(String::isEmpty);
    return names.toArray(String[]::new);
  }

  /** Adds predictions to raw rows. */
  Dataset<Row> transform(Dataset<Row> raw) {
    return pipeline.transform(raw);
  }
}
