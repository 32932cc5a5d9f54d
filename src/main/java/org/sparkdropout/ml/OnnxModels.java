package org.sparkdropout.ml;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.param.Param;
import org.sparkdropout.model.ExportedModel;
import org.sparkdropout.model.ModelFormatException;
import org.sparkdropout.onnx.OnnxChain;
import org.sparkdropout.onnx.OnnxNetwork;

/** Makes models of the ONNX files that they were exported to, and of those of others. */
final class OnnxModels {
  private OnnxModels() {}

  static DropoutClassificationModel load(String path, Configuration hadoop) {
    byte[] file = bytes(path, hadoop);
    if (!OnnxChain.isOurs(file, path)) {
      OnnxChain chain = OnnxChain.read(file, path);
      return KerasModels.load(NetworkFile.of(chain, path), chain.features(), path, "onnx");
    }
    OnnxNetwork saved = OnnxNetwork.read(file, path);
    DropoutClassificationModel model =
        new DropoutClassificationModel(
            saved.uid(), new ExportedModel(saved.network(), saved.summary(), saved.provenance()));
    saved.params().forEach((name, json) -> set(model, name, json, path));
    return model;
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

  private static void set(DropoutClassificationModel model, String name, String json, String path) {
    if (!model.hasParam(name)) {
      throw new ModelFormatException(
          "A model's params must be known. That of %s has %s = %s, which this version does not have: read it with the version that wrote it"
              .formatted(path, name, json));
    }
    Param<Object> param = model.getParam(name);
    try {
      model.set(param, param.jsonDecode(json));
    } catch (RuntimeException e) { // json4s and Spark throw many kinds
      throw new ModelFormatException(
          "A model's params must be in range. That of %s has %s = %s: %s. Export the model again"
              .formatted(path, name, json, e.getMessage()),
          e);
    }
  }
}
