package org.sparkdropout.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;

/** What a tensor holds. */
public enum ElementType {
  /** 32 bits. */
  FLOAT(DataType.FLOAT),
  /** 64 bits. */
  DOUBLE(DataType.DOUBLE),
  /** Whole numbers of 64 bits. */
  INT64(DataType.INT64),
  /** Text in UTF-8. */
  STRING(DataType.STRING),
  /** True or false. */
  BOOL(DataType.BOOL);

  private final DataType proto;

  ElementType(DataType proto) {
    this.proto = proto;
  }

  DataType proto() {
    return proto;
  }
}
