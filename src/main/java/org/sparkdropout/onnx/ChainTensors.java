package org.sparkdropout.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.nio.ByteOrder;
import java.util.List;
import org.sparkdropout.model.ModelFormatException;

/** Tensors as others write them: their floats as raw bytes or as numbers of protobuf. */
final class ChainTensors {
  private ChainTensors() {}

  /**
   * The floats of a tensor, of which there must be as many as it claims.
   *
   * @throws ModelFormatException if there are not, they are of another type or in another file, or
   *     one is not finite
   */
  static float[] floats(TensorProto tensor, String where) {
    double count = 1;
    for (long dim : tensor.getDimsList()) {
      count *= dim < 0 ? Double.NaN : dim;
    }
    ByteString raw = tensor.getRawData();
    long found = raw.isEmpty() ? tensor.getFloatDataCount() : raw.size() / Float.BYTES;
    if (tensor.getDataType() != TensorProto.DataType.FLOAT_VALUE
        || Tensors.isInAnotherFile(tensor)
        || raw.size() % Float.BYTES != 0
        || found != count) {
      throw new ModelFormatException(
          "Weights must be float32, as many as their shape says, in the file itself. Tensor %s of %s is %s of the shape %s, and has %d values there. Export the model in float32, into one file"
              .formatted(
                  tensor.getName(), where, Tensors.typeOf(tensor), tensor.getDimsList(), found));
    }
    float[] values = new float[(int) found];
    if (raw.isEmpty()) {
      for (int i = 0; i < values.length; i++) {
        values[i] = tensor.getFloatData(i);
      }
    } else {
      raw.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    }
    requireFinite(values, tensor, where);
    return values;
  }

  /** Whether a tensor is the one truth value false. */
  static boolean isFalse(TensorProto tensor) {
    ByteString raw = tensor.getRawData();
    return tensor.getDataType() == TensorProto.DataType.BOOL_VALUE
        && (raw.size() == 1 ? raw.byteAt(0) == 0 : List.of(0).equals(tensor.getInt32DataList()));
  }

  static void requireFinite(float[] values, TensorProto tensor, String where) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new ModelFormatException(
            "Weights must be finite. Value %d of tensor %s of %s is %s. Export a model that has not diverged"
                .formatted(i, tensor.getName(), where, values[i]));
      }
    }
  }
}
