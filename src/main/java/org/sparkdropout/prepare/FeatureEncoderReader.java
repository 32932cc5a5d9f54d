package org.sparkdropout.prepare;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;
import org.sparkdropout.model.Json;
import org.sparkdropout.model.ModelFormatException;
import scala.Option;

/** Loads what {@link FeatureEncoderWriter} saves. */
final class FeatureEncoderReader extends MLReader<FeatureEncoderModel> {
  @Override
  public FeatureEncoderModel load(String path) {
    DefaultParamsReader.Metadata metadata =
        DefaultParamsReader.loadMetadata(path, sc(), FeatureEncoderModel.class.getName());
    FeatureEncoderModel model = new FeatureEncoderModel(metadata.uid(), columns(path));
    metadata.getAndSetParams(model, Option.empty());
    return model;
  }

  private List<EncodedColumn> columns(String path) {
    Path file = new Path(path, FeatureEncoderWriter.FILE);
    try (InputStream in = file.getFileSystem(sc().hadoopConfiguration()).open(file)) {
      return EncodedColumnsJson.read(Json.parse(in.readAllBytes()));
    } catch (IOException | IllegalArgumentException failure) {
      throw new ModelFormatException(
          "The folder of a feature encoder must hold %s, whole and of a known version. %s does not: %s. Copy or save the model again"
              .formatted(FeatureEncoderWriter.FILE, path, failure.getMessage()),
          failure);
    }
  }
}
