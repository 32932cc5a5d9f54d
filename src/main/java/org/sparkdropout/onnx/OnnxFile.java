package org.sparkdropout.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.lang3.StringUtils;
import org.sparkdropout.model.ModelFormatException;

/**
 * An ONNX file that this project has written, opened and checked for its versions.
 *
 * @param graph what it computes
 * @param metadata what it says of itself, by key
 */
record OnnxFile(GraphProto graph, Map<String, String> metadata) {
  /**
   * Opens a file.
   *
   * @throws ModelFormatException if it is no ONNX file, was made by others, or is of versions that
   *     are not read
   */
  static OnnxFile open(byte[] bytes, String where) {
    ModelProto model = parse(bytes, where);
    if (!model.getProducerName().equals(OnnxFormat.PRODUCER)) {
      throw new ModelFormatException(
          "Only ONNX files of Spark Dropout can be made models of. %s was made by: %s %s. Name a model.onnx that job export or train has written"
              .formatted(where, model.getProducerName(), model.getProducerVersion()));
    }
    checkVersions(model, where);
    Map<String, String> metadata = new LinkedHashMap<>();
    for (StringStringEntryProto entry : model.getMetadataPropsList()) {
      metadata.put(entry.getKey(), entry.getValue());
    }
    return new OnnxFile(model.getGraph(), metadata);
  }

  static ModelProto parse(byte[] bytes, String where) {
    try {
      ModelProto model = ModelProto.parseFrom(bytes);
      if (model.getIrVersion() > 0 && model.hasGraph()) {
        return model;
      }
    } catch (InvalidProtocolBufferException e) {
      throw new ModelFormatException(
          "%s must be an ONNX file. It is none, or was cut off: %s. Copy or export it again"
              .formatted(where, StringUtils.removeEnd(e.getMessage(), ".")),
          e);
    }
    throw new ModelFormatException(
        "%s must be an ONNX file. It is none: it holds no version or no graph. Copy or export it again"
            .formatted(where));
  }

  private static void checkVersions(ModelProto model, String where) {
    if (model.getIrVersion() > OnnxFormat.IR_VERSION) {
      throw new ModelFormatException(
          "An ONNX file's IR version must be at most %d. That of %s is %d: export the model again, or read it with a newer Spark Dropout"
              .formatted(OnnxFormat.IR_VERSION, where, model.getIrVersion()));
    }
    for (OperatorSetIdProto opset : model.getOpsetImportList()) {
      if (!opset.getDomain().isEmpty() && !opset.getDomain().equals(OnnxFormat.ML_DOMAIN)) {
        throw new ModelFormatException(
            "A network must be of ONNX's own operators. %s uses those of: %s"
                .formatted(where, opset.getDomain()));
      }
      if (opset.getDomain().isEmpty()) {
        checkOpset(opset.getVersion(), where);
      }
    }
  }

  private static void checkOpset(long version, String where) {
    if (version < OnnxFormat.OLDEST_OPSET || version > OnnxFormat.OPSET) {
      throw new ModelFormatException(
          "An ONNX file's operator set must be in [%d, %d]. That of %s is %d: export the model again, or read it with a newer Spark Dropout"
              .formatted(OnnxFormat.OLDEST_OPSET, OnnxFormat.OPSET, where, version));
    }
  }
}
