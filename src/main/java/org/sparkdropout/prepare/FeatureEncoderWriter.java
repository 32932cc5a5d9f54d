package org.sparkdropout.prepare;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.MLWriter;
import org.sparkdropout.model.Json;
import scala.Option;

/** Saves a stage: its params as Spark saves params, and its columns in one file beside them. */
final class FeatureEncoderWriter extends MLWriter {
  /** The file of the columns. */
  static final String FILE = "columns.json";

  private final FeatureEncoderModel model;

  FeatureEncoderWriter(FeatureEncoderModel model) {
    this.model = model;
  }

  @Override
  public void saveImpl(String path) {
    DefaultParamsWriter.saveMetadata(model, path, sc(), Option.empty(), Option.empty());
    Path file = new Path(path, FILE);
    try (OutputStream out = file.getFileSystem(sc().hadoopConfiguration()).create(file, true)) {
      out.write(Json.bytes(EncodedColumnsJson.write(model.columns())));
    } catch (IOException failure) {
      throw new UncheckedIOException("A stage must be writable to %s".formatted(path), failure);
    }
  }
}
