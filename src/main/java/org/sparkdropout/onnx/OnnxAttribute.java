package org.sparkdropout.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A fixed setting of a node. Immutable. */
public final class OnnxAttribute {
  private final AttributeProto proto;

  private OnnxAttribute(AttributeProto.Builder proto) {
    this.proto = proto.build();
  }

  /**
   * A whole number.
   *
   * @param name as the operator calls it
   * @param value of it
   * @return the attribute
   */
  public static OnnxAttribute integer(String name, long value) {
    return new OnnxAttribute(named(name, AttributeType.INT).setI(value));
  }

  /**
   * A number.
   *
   * @param name as the operator calls it
   * @param value of it
   * @return the attribute
   */
  public static OnnxAttribute number(String name, float value) {
    return new OnnxAttribute(named(name, AttributeType.FLOAT).setF(value));
  }

  /**
   * Text.
   *
   * @param name as the operator calls it
   * @param value of it
   * @return the attribute
   */
  public static OnnxAttribute text(String name, String value) {
    return new OnnxAttribute(named(name, AttributeType.STRING).setS(utf8(value)));
  }

  /**
   * Whole numbers.
   *
   * @param name as the operator calls it
   * @param values of it
   * @return the attribute
   */
  public static OnnxAttribute integers(String name, List<Long> values) {
    return new OnnxAttribute(named(name, AttributeType.INTS).addAllInts(values));
  }

  /**
   * Texts.
   *
   * @param name as the operator calls it
   * @param values of it
   * @return the attribute
   */
  public static OnnxAttribute texts(String name, List<String> values) {
    AttributeProto.Builder proto = named(name, AttributeType.STRINGS);
    values.forEach(value -> proto.addStrings(utf8(value)));
    return new OnnxAttribute(proto);
  }

  /**
   * A type of elements, as Cast takes it.
   *
   * @param type to cast to
   * @return the attribute
   */
  public static OnnxAttribute castTo(ElementType type) {
    return integer("to", type.proto().getNumber());
  }

  private static AttributeProto.Builder named(String name, AttributeType type) {
    return AttributeProto.newBuilder().setName(name).setType(type);
  }

  private static ByteString utf8(String text) {
    return ByteString.copyFrom(text, StandardCharsets.UTF_8);
  }

  AttributeProto proto() {
    return proto;
  }
}
