package org.sparkdropout.data;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;

/**
 * Some rows of a shard packed into arrays: what is persisted and moved between machines.
 *
 * <p>Features are (rows, width), row-major. A full block holds {@link #capacity(int)} rows, about 4
 * MB; only the last block of a shard holds fewer. Immutable in use: the arrays are shared, never
 * written.
 *
 * <p>Fields are neither final nor transient, and the class is no record, so that Kryo can write it
 * field by field as well. The Java form copies floats in chunks, at a tenth of the time that the
 * default form of a {@code float[]} takes to write.
 */
public final class ExampleBlock implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int TARGET_VALUES = 1 << 20;

  /** The number of features. */
  private int width;

  /** (rows, width), row-major. */
  private float[] features;

  /** (rows). */
  private int[] labels;

  /** (rows). */
  private float[] weights;

  /**
   * Packs rows.
   *
   * @param width the number of features, at least 0
   * @param features (rows, width), row-major
   * @param labels (rows)
   * @param weights (rows)
   */
  ExampleBlock(int width, float[] features, int[] labels, float[] weights) {
    this.width = width;
    this.features = features;
    this.labels = labels;
    this.weights = weights;
  }

  /** The number of rows of a full block: about 4 MB of features, label and weight, at least one. */
  static int capacity(int width) {
    return Math.max(1, TARGET_VALUES / (width + 2));
  }

  /**
   * The number of rows.
   *
   * @return at least 0
   */
  public int rows() {
    return labels.length;
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
   * The label of a row.
   *
   * @param row in [0, rows)
   * @return in [0, classes)
   */
  public int label(int row) {
    return labels[row];
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
    return PackedRow.of(features, row * width, width, labels[row], weights[row]);
  }

  /**
   * Writes the block.
   *
   * @param out receives it
   * @throws IOException if the stream does
   * @serialData width (int), labels (int[]), then the bits of all weights and of all features,
   *     big-endian, without their lengths
   */
  private void writeObject(ObjectOutputStream out) throws IOException {
    out.writeInt(width);
    out.writeObject(labels);
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
    width = in.readInt();
    labels = (int[]) in.readObject();
    weights = FloatBytes.read(in, labels.length);
    features = FloatBytes.read(in, Math.multiplyExact(labels.length, width));
  }
}
