package org.sparkdropout.job;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.sparkdropout.data.InvalidDataException;
import org.sparkdropout.ml.DropoutClassificationModel;
import org.sparkdropout.ml.DropoutModel;
import org.sparkdropout.ml.DropoutRegressionModel;
import org.sparkdropout.prepare.LabelText;

/**
 * A loaded pipeline and the network in it.
 *
 * @param pipeline takes raw rows
 * @param network its dropout network
 * @param runId of the run that trained it, where the folder tells
 */
record LoadedPipeline(PipelineModel pipeline, DropoutModel network, Optional<String> runId) {
  /** The folder of the pipeline within the output of job train. */
  static final String NAME = "model";

  private static final String KEY = "score.model";

  /**
   * Loads the pipeline that {@code score.model} names.
   *
   * @throws InvalidDataException if nothing is there, it is no pipeline, parts of it are missing,
   *     or it has no dropout network
   */
  static LoadedPipeline load(Settings settings, SparkSession spark) {
    return load(KEY, settings.required(KEY), spark);
  }

  /** Loads the pipeline that a setting names. */
  static LoadedPipeline load(String key, String path, SparkSession spark) {
    try {
      Path folder = new Path(path);
      FileSystem files = folder.getFileSystem(spark.sparkContext().hadoopConfiguration());
      Optional<String> runId = Optional.empty();
      if (files.exists(new Path(folder, NAME + "/metadata"))) {
        runId = OutputFiles.runId(files, folder);
        folder = new Path(folder, NAME);
      }
      if (!files.exists(new Path(folder, "metadata"))) {
        throw new InvalidDataException(
            ("%s must name the output of jobs/train or a saved PipelineModel. Provided: %s, where"
                    + " there is no folder metadata")
                .formatted(key, path));
      }
      return of(SavedPipeline.load(folder, spark), runId, key, path);
    } catch (InvalidDataException known) {
      throw known;
    } catch (Exception failure) { // Spark throws checked exceptions it does not declare.
      throw new InvalidDataException(
          "%s must name a whole saved PipelineModel. Provided: %s. %s. Write it anew with jobs/train"
              .formatted(key, path, Failure.of(failure).line()));
    }
  }

  private static LoadedPipeline of(
      PipelineModel pipeline, Optional<String> runId, String key, String path) {
    return Arrays.stream(pipeline.stages())
        .filter(DropoutModel.class::isInstance)
        .findFirst()
        .map(network -> new LoadedPipeline(pipeline, (DropoutModel) network, runId))
        .orElseThrow(
            () ->
                new InvalidDataException(
                    "%s must hold a dropout network. Stages of %s: %s. Name the output of jobs/train, or a pipeline that was fitted with a DropoutClassifier or DropoutRegressor"
                        .formatted(key, path, stages(pipeline))));
  }

  private static String stages(PipelineModel pipeline) {
    return Arrays.stream(pipeline.stages())
        .map(stage -> stage.getClass().getSimpleName())
        .collect(Collectors.joining(", "));
  }

  /** How its answers are told. */
  ScoredAnswers answers() {
    return network instanceof DropoutRegressionModel numbers
        ? new ScoredNumbers(numbers)
        : classes((DropoutClassificationModel) network);
  }

  /** How it is told how sure they are. */
  ScoredUncertainty uncertainty() {
    return ScoredUncertainty.of(network);
  }

  /** The label of a class is its text where there is one, or its number. */
  private ScoredClasses classes(DropoutClassificationModel classes) {
    List<String> numbers =
        IntStream.range(0, classes.numClasses()).mapToObj(Integer::toString).toList();
    return new ScoredClasses(classes, labelText().map(LabelText::texts).orElse(numbers));
  }

  /** The stage that adds the text of the predicted label, if labels are text. */
  Optional<LabelText> labelText() {
    return Arrays.stream(pipeline.stages())
        .filter(LabelText.class::isInstance)
        .map(LabelText.class::cast)
        .findFirst();
  }

  /** The columns that the pipeline adds behind its features. */
  Set<String> addedColumns() {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.addAll(answers().added());
    names.addAll(uncertainty().added());
    labelText().map(LabelText::outputColumn).ifPresent(names::add);
    names.remove("");
    return names;
  }

  /**
   * Adds predictions.
   *
   * @param features rows with the network's features
   * @param handleInvalid what the network does with those that are unfit
   */
  Dataset<Row> predict(Dataset<Row> features, String handleInvalid) {
    List<Transformer> all = Arrays.asList(pipeline.stages());
    List<Transformer> stages =
        new ArrayList<>(all.subList(all.indexOf(network.transformer()), all.size()));
    DropoutModel scoring = (DropoutModel) network.copy(ParamMap.empty());
    answers().name(scoring, handleInvalid);
    stages.set(0, scoring.transformer());
    return Preprocessing.pipeline(stages).transform(features);
  }
}
