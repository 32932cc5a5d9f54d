package org.sparkdropout.ml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.sparkdropout.data.TargetKind;
import org.sparkdropout.fit.FittedNetwork;
import org.sparkdropout.fit.OtherKindException;
import org.sparkdropout.fit.RunCheckpoints;

/** Loads models whose kind is not known before. */
public final class DropoutModels {
  private static final Map<String, Function<String, DropoutModel>> KINDS =
      Map.of(
          DropoutClassificationModel.class.getName(), DropoutClassificationModel::load,
          DropoutRegressionModel.class.getName(), DropoutRegressionModel::load);

  private DropoutModels() {}

  /**
   * The model that a run would have ended with at its newest whole checkpoint.
   *
   * @param path of the checkpoints' folder, on any file system that Hadoop knows
   * @return with the params and provenance of that run
   * @throws org.sparkdropout.checkpoint.CheckpointException if there is no whole checkpoint, or one
   *     of another version
   */
  public static DropoutModel fromCheckpoint(String path) {
    FittedNetwork fitted =
        RunCheckpoints.newest(
            path,
            ModelNetwork.hadoop(),
            kind -> kind == TargetKind.NUMBERS ? new DropoutRegressor() : new DropoutClassifier());
    return fitted.params() instanceof DropoutRegressor
        ? DropoutRegressionModel.of(fitted)
        : DropoutClassificationModel.of(fitted);
  }

  /**
   * The model of an ONNX file, as {@link DropoutClassificationModel#fromOnnx} and {@link
   * DropoutRegressionModel#fromOnnx} load it.
   *
   * @param path of the file
   * @return a model of classes if the file may be one
   */
  public static DropoutModel fromOnnx(String path) {
    try {
      return DropoutClassificationModel.fromOnnx(path);
    } catch (OtherKindException numbers) {
      return DropoutRegressionModel.fromOnnx(path);
    }
  }

  /**
   * The model of a file of Keras, as {@link DropoutClassificationModel#fromKeras} and {@link
   * DropoutRegressionModel#fromKeras} load it.
   *
   * @param path of the file
   * @return a model of classes if the file may be one
   */
  public static DropoutModel fromKeras(String path) {
    try {
      return DropoutClassificationModel.fromKeras(path);
    } catch (OtherKindException numbers) {
      return DropoutRegressionModel.fromKeras(path);
    }
  }

  /**
   * Loads a folder that may be that of a model.
   *
   * @param path of the folder
   * @param context of the cluster
   * @return empty if it is the folder of something else, or its metadata cannot be read
   * @throws org.sparkdropout.model.ModelFormatException if it is no whole model
   */
  public static Optional<DropoutModel> ifOne(String path, SparkContext context) {
    return className(path, context).map(KINDS::get).map(load -> load.apply(path));
  }

  private static Optional<String> className(String path, SparkContext context) {
    try {
      Path metadata = new Path(path, "metadata");
      return metadata.getFileSystem(context.hadoopConfiguration()).exists(metadata)
          ? Optional.of(DefaultParamsReader.loadMetadata(path, context, "").className())
          : Optional.empty();
    } catch (IOException failure) {
      throw new UncheckedIOException("A model must be readable from %s".formatted(path), failure);
    } catch (RuntimeException unreadable) { // which loading a pipeline will report
      return Optional.empty();
    }
  }
}
