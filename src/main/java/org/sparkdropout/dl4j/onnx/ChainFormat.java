package org.sparkdropout.dl4j.onnx;

import java.util.Set;
import org.sparkdropout.fit.NetworkFile;
import org.sparkdropout.fit.NetworkFormat;
import org.sparkdropout.onnx.OnnxChain;

/** Dense networks in ONNX files of others. */
public final class ChainFormat implements NetworkFormat {
  private static final String NAME = "onnx";

  /** The number that ONNX files start with, which no text does. */
  private static final byte FIRST = 8;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean recognises(byte[] bytes, String where) {
    return where.endsWith("." + NAME) || (bytes.length > 0 && bytes[0] == FIRST);
  }

  @Override
  public NetworkFile read(byte[] bytes, String where) {
    return new ChainFile(OnnxChain.read(bytes, where), where);
  }

  @Override
  public Set<String> endingsWithWeights() {
    return Set.of(NAME);
  }
}
