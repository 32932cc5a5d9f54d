package org.sparkdropout.dl4j.onnx;

import java.util.Optional;
import java.util.OptionalInt;
import org.sparkdropout.dl4j.Dl4jFile;
import org.sparkdropout.dl4j.Dl4jForm;
import org.sparkdropout.dropout.DenseStart;
import org.sparkdropout.onnx.OnnxChain;

/**
 * A dense network from an ONNX file of others.
 *
 * @param chain what was read
 * @param dl4j the same as DL4J has it
 */
record ChainFile(OnnxChain chain, Dl4jFile dl4j) implements Dl4jForm {
  static ChainFile of(OnnxChain chain, String where) {
    return new ChainFile(chain, ChainNetwork.file(chain, where));
  }

  @Override
  public OptionalInt features() {
    return OptionalInt.of(chain.features());
  }

  @Override
  public boolean hasUpdater() {
    return false;
  }

  @Override
  public Optional<DenseStart> dense() {
    return chain.dense();
  }

  @Override
  public Optional<String> whyNotDense() {
    return chain.whyNotDense();
  }
}
