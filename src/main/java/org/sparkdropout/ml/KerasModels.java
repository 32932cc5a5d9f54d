package org.sparkdropout.ml;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.Identifiable;
import org.sparkdropout.fit.FittedNetwork;
import org.sparkdropout.fit.ImportedNetwork;
import org.sparkdropout.keras.KerasFormatException;
import org.sparkdropout.keras.KerasNetwork;
import org.sparkdropout.ml.param.SharedParams;

/** Reads networks from files of Keras, as they are. */
final class KerasModels {
  private KerasModels() {}

  /**
   * The network of a file.
   *
   * @param estimator makes a new one with a uid
   * @throws KerasFormatException if there is no such file, it is no such model, or has layers that
   *     are not supported
   */
  static FittedNetwork load(
      String path, Configuration hadoop, Function<String, ? extends SharedParams> estimator) {
    return ImportedNetwork.of(
        read(path, hadoop), path, estimator.apply(Identifiable.randomUID("keras")));
  }

  private static KerasNetwork read(String path, Configuration hadoop) {
    try {
      return KerasNetwork.read(new Path(path), hadoop);
    } catch (FileNotFoundException none) {
      throw new KerasFormatException(
          "A Keras model must exist. Provided: %s. Check the path".formatted(path), none);
    } catch (IOException failure) {
      throw new UncheckedIOException(
          "A Keras model must be readable from %s".formatted(path), failure);
    }
  }
}
