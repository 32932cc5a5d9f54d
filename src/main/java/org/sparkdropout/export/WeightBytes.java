package org.sparkdropout.export;

import java.io.IOException;
import java.io.OutputStream;
import org.sparkdropout.data.FloatBytes;
import org.sparkdropout.dropout.InferenceNetwork;

/** The parameters of a network as {@link FloatBytes}: their number and their digest. */
public final class WeightBytes {
  private WeightBytes() {}

  /**
   * The SHA-256 of a network's parameters.
   *
   * @param network scaled for inference
   * @return 64 hexadecimal digits
   */
  public static String digest(InferenceNetwork network) {
    Sha256 sha = new Sha256();
    try {
      FloatBytes.write(network.parameters(), sha.of(OutputStream.nullOutputStream()));
    } catch (IOException e) {
      throw new IllegalStateException("The null stream must take all bytes", e);
    }
    return sha.hex();
  }

  /** How many bytes a number of parameters takes. */
  static long size(int parameters) {
    return (long) parameters * Float.BYTES;
  }
}
