package org.sparkdropout.ml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;
import org.sparkdropout.fit.KindCheck;
import org.sparkdropout.ml.param.SharedParams;
import org.sparkdropout.model.ExportedModel;
import org.sparkdropout.model.ModelFolder;
import scala.Option;
import scala.collection.JavaConverters;

/** Loads what {@link DropoutModelWriter} saves. */
final class DropoutModelReader<M extends SharedParams> extends MLReader<M> {
  /** Params that models had once, and that only estimators have now. */
  private static final List<String> OF_ESTIMATORS_NOW = List.of("labelSmoothing");

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
    KindCheck.require(exported.network().answer(), model, path);
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
}
