package org.sparkdropout.ml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BiFunction;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;
import org.sparkdropout.model.ExportedModel;
import org.sparkdropout.model.ModelFolder;
import scala.Option;

/** Loads what {@link DropoutModelWriter} saves. */
final class DropoutModelReader<M extends Params> extends MLReader<M> {
  private final Class<M> type;
  private final BiFunction<String, ExportedModel, M> make;

  /** Loads models of a type, which are made of their uid and what was exported. */
  DropoutModelReader(Class<M> type, BiFunction<String, ExportedModel, M> make) {
    this.type = type;
    this.make = make;
  }

  @Override
  public M load(String path) {
    ExportedModel exported = readFolder(path);
    DefaultParamsReader.Metadata metadata = StageMetadata.read(path, type, "A model", sc());
    M model = make.apply(metadata.uid(), exported);
    metadata.getAndSetParams(model, Option.empty());
    return model;
  }

  private ExportedModel readFolder(String path) {
    try {
      return new ModelFolder(path, sc().hadoopConfiguration()).read();
    } catch (IOException e) {
      throw new UncheckedIOException("A model must be readable from %s".formatted(path), e);
    }
  }
}
