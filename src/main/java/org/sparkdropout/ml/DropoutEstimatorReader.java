package org.sparkdropout.ml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;
import org.sparkdropout.model.ModelFormatException;
import scala.Option;

/** Loads estimators that were saved. */
final class DropoutEstimatorReader<E extends Params> extends MLReader<E> {
  private final Class<E> type;
  private final Function<String, E> make;

  /** Loads estimators of a type, which are made of their uid. */
  DropoutEstimatorReader(Class<E> type, Function<String, E> make) {
    this.type = type;
    this.make = make;
  }

  @Override
  public E load(String path) {
    requireFolder(new Path(path));
    DefaultParamsReader.Metadata metadata = StageMetadata.read(path, type, "An estimator", sc());
    E estimator = make.apply(metadata.uid());
    metadata.getAndSetParams(estimator, Option.empty());
    return estimator;
  }

  private void requireFolder(Path path) {
    try {
      if (!path.getFileSystem(sc().hadoopConfiguration()).exists(path)) {
        throw new ModelFormatException(
            "An estimator folder must exist. Provided: %s. Check the path".formatted(path));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("An estimator must be readable from %s".formatted(path), e);
    }
  }
}
