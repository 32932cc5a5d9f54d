package org.sparkdropout.testing;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The Dropout nodes of an ONNX file. */
public final class DropoutNodes {
  private DropoutNodes() {}

  /** The probability of dropping of each node, the first layer first. */
  public static List<Float> rates(Path file) throws IOException {
    ModelProto proto = ModelProto.parseFrom(Files.readAllBytes(file));
    List<String> constants =
        proto.getGraph().getNodeList().stream()
            .filter(node -> node.getOpType().equals("Dropout"))
            .map(node -> node.getInput(1))
            .toList();
    return constants.stream().map(name -> number(proto, name)).toList();
  }

  private static float number(ModelProto proto, String name) {
    TensorProto constant =
        proto.getGraph().getInitializerList().stream()
            .filter(tensor -> tensor.getName().equals(name))
            .findFirst()
            .orElseThrow();
    return constant.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).getFloat();
  }
}
