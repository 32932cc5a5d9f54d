package org.sparkdropout.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.sparkdropout.model.ModelFormatException;

/** Arrays as tensors, row-major, and back. */
final class Tensors {
  private Tensors() {}

  /** Part of an array of floats. */
  static TensorProto floats(String name, float[] values, int from, int to, long... dims) {
    ByteBuffer bytes = bytes((to - from) * Float.BYTES);
    bytes.asFloatBuffer().put(values, from, to - from);
    return raw(name, DataType.FLOAT, bytes, dims);
  }

  static TensorProto doubles(String name, double[] values, long... dims) {
    ByteBuffer bytes = bytes(values.length * Double.BYTES);
    bytes.asDoubleBuffer().put(values);
    return raw(name, DataType.DOUBLE, bytes, dims);
  }

  static TensorProto longs(String name, long[] values, long... dims) {
    ByteBuffer bytes = bytes(values.length * Long.BYTES);
    bytes.asLongBuffer().put(values);
    return raw(name, DataType.INT64, bytes, dims);
  }

  /** One text of no dimension. */
  static TensorProto text(String name, String value) {
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(DataType.STRING_VALUE)
        .addStringData(ByteString.copyFrom(value, StandardCharsets.UTF_8))
        .build();
  }

  /** One value of no dimension. */
  static TensorProto flag(String name, boolean value) {
    return flags(name, new boolean[] {value});
  }

  static TensorProto flags(String name, boolean[] values, long... dims) {
    ByteBuffer bytes = bytes(values.length);
    for (int i = 0; i < values.length; i++) {
      bytes.put(i, (byte) (values[i] ? 1 : 0));
    }
    return raw(name, DataType.BOOL, bytes, dims);
  }

  private static ByteBuffer bytes(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static TensorProto raw(String name, DataType type, ByteBuffer bytes, long... dims) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(type.getNumber());
    for (long dim : dims) {
      tensor.addDims(dim);
    }
    return tensor.setRawData(ByteString.copyFrom(bytes)).build();
  }

  /** Whether its values are in another file, whatever stands in this one. */
  static boolean isInAnotherFile(TensorProto tensor) {
    return tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL;
  }

  /** The type of its values, for messages: a number if ONNX has named it since. */
  static String typeOf(TensorProto tensor) {
    DataType type = DataType.forNumber(tensor.getDataType());
    return type == null ? "type " + tensor.getDataType() : type.name();
  }

  /**
   * Checks that a tensor has as many floats as it claims, before memory is taken for them.
   *
   * @throws ModelFormatException if it has not, or keeps them in another file
   */
  static void requireSize(TensorProto tensor, double values, String where) {
    if (tensor.getRawData().size() != values * Float.BYTES || isInAnotherFile(tensor)) {
      throw new ModelFormatException(
          "Tensor %s of %s must hold %.0f values in the file itself. It holds %d bytes. Export the model again"
              .formatted(tensor.getName(), where, values, tensor.getRawData().size()));
    }
  }

  /**
   * Copies a tensor of finite floats into an array.
   *
   * @param where what the tensor is in, for messages
   * @throws ModelFormatException if it has another type or number of values, keeps them in another
   *     file, or one is NaN or infinite
   */
  static void copyFloats(TensorProto tensor, float[] target, int from, int to, String where) {
    if (tensor.getDataType() != DataType.FLOAT_VALUE) {
      throw new ModelFormatException(
          "Weights must be float32. Tensor %s of %s is %s. Export the model again"
              .formatted(tensor.getName(), where, typeOf(tensor)));
    }
    requireSize(tensor, to - from, where);
    tensor
        .getRawData()
        .asReadOnlyByteBuffer()
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(target, from, to - from);
    for (int i = from; i < to; i++) {
      if (!Float.isFinite(target[i])) {
        throw new ModelFormatException(
            "Weights must be finite. Value %d of tensor %s of %s is %s. Export the model again"
                .formatted(i - from, tensor.getName(), where, target[i]));
      }
    }
  }
}
