package org.sparkdropout.dl4j.onnx;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.sparkdropout.data.TargetKind;
import org.sparkdropout.dl4j.Dl4jFile;
import org.sparkdropout.dl4j.Dl4jForm;
import org.sparkdropout.dropout.DenseStart;
import org.sparkdropout.onnx.OnnxChain;

/**
 * A dense network from an ONNX file of others.
 *
 * @param chain what was read
 * @param where the file, for messages
 */
record ChainFile(OnnxChain chain, String where) implements Dl4jForm {
  @Override
  public Dl4jFile dl4j(TargetKind target) {
    return ChainNetwork.file(chain, target, where);
  }

  @Override
  public Set<TargetKind> targets() {
    return chain.targets();
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
