package org.sparkdropout.ml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;
import org.sparkdropout.model.ExportedModel;
import org.sparkdropout.model.ModelFolder;
import org.sparkdropout.model.ModelFormatException;
import org.sparkdropout.monitor.Described;
import scala.Option;
import scala.collection.JavaConverters;

/** Loads what {@link DropoutModelWriter} saves. */
final class DropoutModelReader extends MLReader<DropoutClassificationModel> {
  /** Params that models had once, and that only estimators have now. */
  private static final List<String> OF_ESTIMATORS_NOW = List.of("labelSmoothing");

  @Override
  public DropoutClassificationModel load(String path) {
    ExportedModel exported = readFolder(path);
    DefaultParamsReader.Metadata metadata = readMetadata(path);
    DropoutClassificationModel model = new DropoutClassificationModel(metadata.uid(), exported);
    metadata.getAndSetParams(
        model, Option.apply(JavaConverters.asScalaBuffer(OF_ESTIMATORS_NOW).toList()));
    return model;
  }

  private ExportedModel readFolder(String path) {
    try {
      return new ModelFolder(path, sc().hadoopConfiguration()).read();
    } catch (IOException e) {
      throw new UncheckedIOException("A model must be readable from %s".formatted(path), e);
    }
  }

  private DefaultParamsReader.Metadata readMetadata(String path) {
    try {
      return Described.job(
          sc(),
          "load the network",
          () ->
              DefaultParamsReader.loadMetadata(
                  path, sc(), DropoutClassificationModel.class.getName()));
    } catch (Exception e) { // Spark throws checked exceptions here without declaring them.
      throw new ModelFormatException(
          "A model folder must hold Spark's metadata of a %s. %s does not: %s. Copy or save the model again"
              .formatted(DropoutClassificationModel.class.getSimpleName(), path, e.getMessage()),
          e);
    }
  }
}
