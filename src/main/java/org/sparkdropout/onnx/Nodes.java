package org.sparkdropout.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.Optional;

/** The settings of nodes, with ONNX's defaults where they are not there. */
final class Nodes {
  private Nodes() {}

  private static Optional<AttributeProto> attribute(NodeProto node, String name) {
    return node.getAttributeList().stream().filter(one -> one.getName().equals(name)).findFirst();
  }

  static float number(NodeProto node, String name, float otherwise) {
    return attribute(node, name).map(AttributeProto::getF).orElse(otherwise);
  }

  static long whole(NodeProto node, String name, long otherwise) {
    return attribute(node, name).map(AttributeProto::getI).orElse(otherwise);
  }

  static String text(NodeProto node, String name, String otherwise) {
    return attribute(node, name).map(one -> one.getS().toStringUtf8()).orElse(otherwise);
  }

  /** Whether ONNX itself says what a node computes. */
  static boolean isOfOnnx(NodeProto node) {
    return node.getDomain().isEmpty() || node.getDomain().equals("ai.onnx");
  }

  /** The type and name, as messages give them. */
  static String name(NodeProto node) {
    return "%s '%s'"
        .formatted(
            node.getOpType(),
            node.getName().isEmpty() && node.getOutputCount() > 0
                ? node.getOutput(0)
                : node.getName());
  }
}
