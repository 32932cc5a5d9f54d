package org.sparkdropout.onnx;

/** The versions that are written, and the name they are written under. */
public final class OnnxFormat {
  /** Of the file: the one that came out with {@link #OPSET}. */
  static final long IR_VERSION = 8;

  /** Of ONNX's own operators. */
  static final long OPSET = 17;

  /** The first operator set whose Softmax, Gemm and Dropout mean what those of 17 do. */
  static final long OLDEST_OPSET = 13;

  /** The operator set that brought matching of texts, for files that need it. */
  static final long TEXT_OPSET = 20;

  /** Of files of {@link #TEXT_OPSET}. */
  static final long TEXT_IR_VERSION = 9;

  /** Of the operators for columns of tables. */
  static final long ML_OPSET = 3;

  static final String ML_DOMAIN = "ai.onnx.ml";

  static final String PRODUCER = "spark-dropout";

  /** The name of the first dimension of all inputs and outputs, which has no fixed size. */
  static final String BATCH = "batch";

  /** What protobuf can hold in a message, with room for all but the weights. */
  private static final long MAX_WEIGHT_BYTES = Integer.MAX_VALUE - (1L << 24);

  private OnnxFormat() {}

  /**
   * Checks that the weights of a network fit into a file.
   *
   * @param weights how many there are, of 4 bytes each
   * @throws IllegalArgumentException if they do not
   */
  public static void requireRoom(long weights) {
    if (weights > MAX_WEIGHT_BYTES / Float.BYTES) {
      throw new IllegalArgumentException(
          "A network must have at most %d weights to fit into an ONNX file, which is at most 2 GiB. Provided: %d. Leave onnx out of the formats"
              .formatted(MAX_WEIGHT_BYTES / Float.BYTES, weights));
    }
  }

  /** The version of this project. */
  static String ownVersion() {
    String own = OnnxFormat.class.getPackage().getImplementationVersion();
    return own == null ? "unpackaged" : own;
  }
}
