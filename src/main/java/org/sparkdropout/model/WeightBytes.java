package org.sparkdropout.model;

import java.io.IOException;
import java.io.OutputStream;
import org.sparkdropout.data.FloatBytes;
import org.sparkdropout.score.ExportedNetwork;

/** The parameters of a network as {@link FloatBytes}: their number and their digest. */
public final class WeightBytes {
  private WeightBytes() {}

  /**
   * The SHA-256 of a network's parameters.
   *
   * @param network scaled for inference
   * @return 64 hexadecimal digits
   */
  public static String digest(ExportedNetwork network) {
    return digest(network.parameters());
  }

  /**
   * The SHA-256 of parameters.
   *
   * @param parameters of a network
   * @return 64 hexadecimal digits
   */
  public static String digest(float[] parameters) {
    Sha256 sha = new Sha256();
    try {
      FloatBytes.write(parameters, sha.of(OutputStream.nullOutputStream()));
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
