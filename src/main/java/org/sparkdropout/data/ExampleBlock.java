package org.sparkdropout.data;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;

/**
 * Some rows of a shard packed into arrays: what is persisted and moved between machines.
 *
 * <p>Features are (rows, width), row-major. A full block holds {@link #capacity} rows, about 4 MB;
 * only the last block of a shard holds fewer. Immutable in use: the arrays are shared, never
 * written.
 *
 * <p>Fields are neither final nor transient, and the class is no record, so that Kryo can write it
 * field by field as well. The Java form copies floats in chunks, at a tenth of the time that the
 * default form of a {@code float[]} takes to write.
 */
public final class ExampleBlock implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int BLOCK_VALUES = 1 << 20;

  /** What the targets are. */
  private TargetLayout layout;

  /** The number of features. */
  private int width;

  /** (rows, width), row-major. */
  private float[] features;

  /** (rows, layout.width()), row-major. */
  private float[] targets;

  /** (rows). */
  private float[] weights;

  /**
   * Packs rows.
   *
   * @param layout what the targets are
   * @param width the number of features, at least 0
   * @param features (rows, width), row-major
   * @param targets (rows, layout.width()), row-major
   * @param weights (rows)
   */
  ExampleBlock(TargetLayout layout, int width, float[] features, float[] targets, float[] weights) {
    this.layout = layout;
    this.width = width;
    this.features = features;
    this.targets = targets;
    this.weights = weights;
  }

  /** The rows of a full block: about 4 MB of features, targets and weights, at least one row. */
  static int capacity(int width, TargetLayout layout) {
    return Math.max(1, BLOCK_VALUES / (width + layout.width() + 1));
  }

  TargetLayout layout() {
    return layout;
  }

  /**
   * The number of rows.
   *
   * @return at least 0
   */
  public int rows() {
    return weights.length;
  }

  /**
   * The number of features of a row.
   *
   * @return at least 0
   */
  public int width() {
    return width;
  }

  /**
   * Copies the features of a row.
   *
   * @param row in [0, rows)
   * @param target receives width values from {@code offset} on
   * @param offset where in target the row starts
   */
  public void copyFeatures(int row, float[] target, int offset) {
    System.arraycopy(features, row * width, target, offset, width);
  }

  /**
   * Copies the target of a row.
   *
   * @param row in [0, rows)
   * @param into receives the numbers of the target from {@code offset} on
   * @param offset where in {@code into} the target starts
   */
  public void copyTarget(int row, float[] into, int offset) {
    System.arraycopy(targets, row * layout.width(), into, offset, layout.width());
  }

  /**
   * The weight of a row.
   *
   * @param row in [0, rows)
   * @return finite, at least 0
   */
  public float weight(int row) {
    return weights[row];
  }

  /** The row in the form in which it is hashed. */
  byte[] packedRow(int row) {
    return PackedRow.of(this, row);
  }

  void putTarget(int row, ByteBuffer bytes) {
    layout.put(bytes, targets, row * layout.width());
  }

  void putFeatures(int row, ByteBuffer bytes) {
    bytes.asFloatBuffer().put(features, row * width, width);
  }

  /**
   * Writes the block.
   *
   * @param out receives it
   * @throws IOException if the stream does
   * @serialData layout, width (int), rows (int), then the bits of all targets, weights and
   *     features, big-endian, without their lengths
   */
  private void writeObject(ObjectOutputStream out) throws IOException {
    out.writeObject(layout);
    out.writeInt(width);
    out.writeInt(weights.length);
    FloatBytes.write(targets, out);
    FloatBytes.write(weights, out);
    FloatBytes.write(features, out);
  }

  /**
   * Reads what {@link #writeObject} wrote.
   *
   * @param in holds it
   * @throws IOException if the stream does, or ends early
   * @throws ClassNotFoundException if the stream holds something else
   */
  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    layout = (TargetLayout) in.readObject();
    width = in.readInt();
    int rows = in.readInt();
    targets = FloatBytes.read(in, Math.multiplyExact(rows, layout.width()));
    weights = FloatBytes.read(in, rows);
    features = FloatBytes.read(in, Math.multiplyExact(rows, width));
  }
}
