package org.sparkdropout.ml;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.Identifiable;
import org.sparkdropout.fit.FittedNetwork;
import org.sparkdropout.fit.ImportedNetwork;
import org.sparkdropout.fit.KindCheck;
import org.sparkdropout.fit.NetworkFormat;
import org.sparkdropout.ml.param.SharedParams;
import org.sparkdropout.model.ExportedModel;
import org.sparkdropout.model.ModelFormatException;
import org.sparkdropout.onnx.OnnxChain;
import org.sparkdropout.onnx.OnnxNetwork;

/** Makes networks of the ONNX files that they were exported to, and of those of others. */
final class OnnxModels {
  private OnnxModels() {}

  /**
   * The network of a file.
   *
   * @param estimator makes a new one with a uid
   * @return with the params and provenance of the exported model, if it is one of ours
   * @throws ModelFormatException if there is no such file, it is no ONNX file of such a network, or
   *     the weights of an exported model have changed
   */
  static FittedNetwork load(
      String path, Configuration hadoop, Function<String, ? extends SharedParams> estimator) {
    byte[] file = bytes(path, hadoop);
    if (!OnnxChain.isOurs(file, path)) {
      NetworkFormat format = NetworkFormat.named("onnx");
      return ImportedNetwork.of(
          format.read(file, path), path, estimator.apply(Identifiable.randomUID(format.name())));
    }
    OnnxNetwork saved = OnnxNetwork.read(file, path);
    SharedParams params = estimator.apply(saved.uid());
    KindCheck.require(saved.network().answer(), params, path);
    saved.params().forEach((name, json) -> set(params, name, json, path));
    return new FittedNetwork(
        new ExportedModel(saved.network(), saved.summary(), saved.provenance()), params);
  }

  private static byte[] bytes(String path, Configuration hadoop) {
    Path file = new Path(path);
    try (InputStream in = file.getFileSystem(hadoop).open(file)) {
      return in.readAllBytes();
    } catch (FileNotFoundException e) {
      throw new ModelFormatException(
          "An ONNX file must exist. Provided: %s. Check the path".formatted(path), e);
    } catch (IOException e) {
      throw new UncheckedIOException("An ONNX file must be readable from %s".formatted(path), e);
    }
  }

  private static void set(SharedParams params, String name, String json, String path) {
    if (!params.hasParam(name)) {
      throw new ModelFormatException(
          "A model's params must be known. That of %s has %s = %s, which this version does not have: read it with the version that wrote it"
              .formatted(path, name, json));
    }
    Param<Object> param = params.getParam(name);
    try {
      params.set(param, param.jsonDecode(json));
    } catch (RuntimeException e) { // json4s and Spark throw many kinds
      throw new ModelFormatException(
          "A model's params must be in range. That of %s has %s = %s: %s. Export the model again"
              .formatted(path, name, json, e.getMessage()),
          e);
    }
  }
}
