package org.sparkdropout.dl4j;

import java.util.Optional;
import java.util.Set;
import org.sparkdropout.files.BoundedZip;
import org.sparkdropout.fit.NetworkFile;
import org.sparkdropout.fit.NetworkFormat;
import org.sparkdropout.fit.NetworkWriter;

/** DL4J's files: configurations, which are plain text, and models (zip). */
public final class Dl4jFormat implements NetworkFormat {
  @Override
  public String name() {
    return Dl4jNetwork.ENGINE;
  }

  @Override
  public boolean recognises(byte[] bytes, String where) {
    return BoundedZip.hasEntry(bytes, Dl4jZip.CONFIGURATION);
  }

  /** Nothing tells JSON and YAML of DL4J from other text before it is read. */
  @Override
  public boolean takesTheRest() {
    return true;
  }

  @Override
  public NetworkFile read(byte[] bytes, String where) {
    return Dl4jFile.of(bytes, where);
  }

  @Override
  public Optional<NetworkWriter> writer() {
    return Optional.of(new ExportedZip());
  }

  @Override
  public Set<String> endingsWithWeights() {
    return Set.of("zip");
  }
}
