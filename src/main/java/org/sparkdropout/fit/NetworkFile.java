package org.sparkdropout.fit;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.sparkdropout.dl4j.Dl4jFile;
import org.sparkdropout.dl4j.UnsupportedNetworkException;
import org.sparkdropout.dl4j.onnx.ChainNetwork;
import org.sparkdropout.dropout.DenseStart;
import org.sparkdropout.files.BoundedZip;
import org.sparkdropout.keras.KerasFile;
import org.sparkdropout.onnx.OnnxChain;

/**
 * A file that says what a network is.
 *
 * @param dl4j as DL4J has it
 * @param keras the model, if Keras has written it
 * @param onnx the network, if it is an ONNX file of others
 */
record NetworkFile(Dl4jFile dl4j, Optional<KerasFile> keras, Optional<OnnxChain> onnx) {
  private static final int LARGEST = Integer.MAX_VALUE - 8;

  /**
   * Reads a file of any kind that is known.
   *
   * @param network a path on any file system that Hadoop knows, or the text itself: JSON
   * @param hadoop its configuration
   * @throws UnsupportedNetworkException if there is no such file, or it cannot be used
   * @throws org.sparkdropout.keras.KerasFormatException if it is of Keras, but cannot be used
   */
  static NetworkFile read(String network, Configuration hadoop) {
    if (network.stripLeading().startsWith("{")) {
      return ofDl4j(Dl4jFile.ofText(network, "param network"));
    }
    byte[] bytes = bytes(network, hadoop);
    if (isKeras(bytes)) {
      return of(KerasFile.of(bytes, network), network);
    }
    if (isOnnx(bytes, network)) {
      return of(OnnxChain.read(bytes, network), network);
    }
    return ofDl4j(Dl4jFile.of(bytes, network));
  }

  private static NetworkFile ofDl4j(Dl4jFile file) {
    return new NetworkFile(file, Optional.empty(), Optional.empty());
  }

  /** A network of an ONNX file, from such a place. */
  static NetworkFile of(OnnxChain chain, String where) {
    return new NetworkFile(ChainNetwork.file(chain, where), Optional.empty(), Optional.of(chain));
  }

  /** Whether it has weights without an optimiser, as those of Keras and ONNX have here. */
  boolean isOfOthers() {
    return keras.isPresent() || onnx.isPresent();
  }

  /** The network as one of our own engine; empty if {@link #whyNotDense()} says why. */
  Optional<DenseStart> dense() {
    return keras.flatMap(KerasFile::dense).or(() -> onnx.flatMap(OnnxChain::dense));
  }

  /** Why it is no network of our own engine. */
  String whyNotDense() {
    return keras
        .flatMap(KerasFile::whyNotDense)
        .or(() -> onnx.flatMap(OnnxChain::whyNotDense))
        .orElse("it differs");
  }

  /** A model of Keras, from such a place. */
  static NetworkFile of(KerasFile model, String where) {
    return new NetworkFile(
        Dl4jFile.of(model.network(), where), Optional.of(model), Optional.empty());
  }

  private static byte[] bytes(String place, Configuration hadoop) {
    try {
      Path path = new Path(place);
      try (FSDataInputStream in = path.getFileSystem(hadoop).open(path)) {
        return in.readNBytes(LARGEST);
      }
    } catch (FileNotFoundException none) {
      throw new UnsupportedNetworkException(
          "network must name a file. Provided: %s, where there is no file. Check the path"
              .formatted(place),
          none);
    } catch (IOException failure) {
      throw new UnsupportedNetworkException(
          "network must name a file that can be read. Provided: %s (%s). Check the path, its file system and who may read it"
              .formatted(place, failure.getMessage()),
          failure);
    }
  }

  /** By its name, or by the number that ONNX files start with, which no text does. */
  private static boolean isOnnx(byte[] bytes, String place) {
    return place.endsWith(".onnx") || (bytes.length > 0 && bytes[0] == 8);
  }

  /** HDF5, or a zip in which Keras names the model's configuration as it does. */
  private static boolean isKeras(byte[] bytes) {
    return KerasFile.isHdf5(bytes) || (BoundedZip.isZip(bytes) && hasEntry(bytes, "config.json"));
  }

  private static boolean hasEntry(byte[] bytes, String name) {
    try (BoundedZip zip = BoundedZip.open(bytes)) {
      return zip.names().contains(name);
    } catch (IOException damaged) {
      return false;
    }
  }
}
