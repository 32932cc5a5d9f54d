package org.sparkdropout.ml;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.MLWriter;
import org.sparkdropout.model.ModelFolder;
import org.sparkdropout.monitor.Described;
import scala.Option;

/** Saves a model: its params as Spark saves params, then the rest. */
final class DropoutModelWriter extends MLWriter {
  private final DropoutModel model;

  DropoutModelWriter(DropoutModel model) {
    this.model = model;
  }

  @Override
  public void saveImpl(String path) {
    Described.job(
        sc(),
        "save the network",
        () -> {
          DefaultParamsWriter.saveMetadata(model, path, sc(), Option.empty(), Option.empty());
          return path;
        });
    try {
      new ModelFolder(path, sc().hadoopConfiguration()).write(model.exported());
    } catch (IOException e) {
      throw new UncheckedIOException("A model must be writable to %s".formatted(path), e);
    }
  }
}
