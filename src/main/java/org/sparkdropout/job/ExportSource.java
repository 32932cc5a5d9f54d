package org.sparkdropout.job;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.commons.io.FilenameUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.sql.SparkSession;
import org.sparkdropout.data.InvalidDataException;
import org.sparkdropout.ml.DropoutModel;
import org.sparkdropout.ml.DropoutModels;
import org.sparkdropout.model.ModelFormatException;

/**
 * The model that job export starts from: of checkpoints, of a folder, or of a file of ONNX or
 * Keras.
 *
 * @param pipeline the network with the preparation that is kept with it
 * @param network the network in it
 */
record ExportSource(PipelineModel pipeline, DropoutModel network) {
  /** The setting that names a saved model. */
  static final String MODEL = "export.model";

  /**
   * Checks that there is one source.
   *
   * @throws SettingsException if none is named, or both
   */
  static void check(Settings settings) {
    Optional<String> model = settings.optional(MODEL);
    Optional<String> checkpoints = settings.optional(KeptPreparation.KEY);
    if (model.isPresent() == checkpoints.isPresent()) {
      throw new SettingsException(
          "Either %s or %s must be set, to say which model to export. Provided: %s"
              .formatted(
                  MODEL, KeptPreparation.KEY, model.isPresent() ? "both" : "neither of them"));
    }
  }

  /** Loads the model. */
  static ExportSource load(Settings settings, SparkSession spark) throws IOException {
    Optional<String> model = settings.optional(MODEL);
    return model.isPresent()
        ? ofModel(model.get(), spark)
        : ofCheckpoints(settings.required(KeptPreparation.KEY), spark);
  }

  private static ExportSource ofCheckpoints(String path, SparkSession spark) throws IOException {
    DropoutModel network = DropoutModels.fromCheckpoint(path);
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    return new ExportSource(new KeptPreparation(path, hadoop).pipeline(network), network);
  }

  private static ExportSource ofModel(String path, SparkSession spark) throws IOException {
    Path place = new Path(path);
    FileSystem files = place.getFileSystem(spark.sparkContext().hadoopConfiguration());
    if (!files.exists(place)) {
      throw new InvalidDataException(
          "%s must name a saved model. Provided: %s, where there is nothing. Correct the path"
              .formatted(MODEL, path));
    }
    if (files.getFileStatus(place).isFile()) {
      return alone(ofFile(path, isKeras(place)));
    }
    Optional<DropoutModel> network = DropoutModels.ifOne(path, spark.sparkContext());
    if (network.isPresent()) {
      return alone(network.get());
    }
    LoadedPipeline folder = LoadedPipeline.load(MODEL, path, spark);
    return new ExportSource(folder.pipeline(), folder.network());
  }

  private static DropoutModel ofFile(String path, boolean isKeras) {
    try {
      return isKeras ? DropoutModels.fromKeras(path) : DropoutModels.fromOnnx(path);
    } catch (ModelFormatException noModel) {
      if (path.endsWith(".onnx")) {
        throw noModel;
      }
      throw new InvalidDataException(
          "%s must name a model that can be exported: the output of jobs/train, the folder of a saved model, a model.onnx that jobs/train has written, or a model of Keras (.h5, .keras). %s"
              .formatted(MODEL, noModel.getMessage()));
    }
  }

  private static boolean isKeras(Path file) {
    return List.of("h5", "hdf5", "keras").contains(FilenameUtils.getExtension(file.getName()));
  }

  private static ExportSource alone(DropoutModel network) {
    return new ExportSource(
        new PipelineModel(Identifiable.randomUID("pipeline"), List.of(network.transformer())),
        network);
  }

  /** Whether there is nothing but the network. */
  boolean isAlone() {
    return pipeline.stages().length == 1;
  }
}
