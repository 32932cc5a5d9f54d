package org.sparkdropout.fit;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;

/** What the param {@code network} may hold: the path of a file, or the text itself. */
final class NetworkPlace {
  private static final int LARGEST = Integer.MAX_VALUE - 8;

  private NetworkPlace() {}

  /**
   * Reads a network of any known format.
   *
   * @param network a path on any file system that Hadoop knows, or JSON
   * @param hadoop its configuration
   * @throws UnsupportedNetworkException if there is no such file, or it cannot be used
   */
  static NetworkFile read(String network, Configuration hadoop) {
    String where = where(network);
    byte[] bytes =
        isText(network) ? network.getBytes(StandardCharsets.UTF_8) : bytes(network, hadoop);
    return NetworkFormat.of(bytes, where).read(bytes, where);
  }

  /** What a network is called in messages: its file, or the param that holds it as text. */
  static String where(String network) {
    return isText(network) ? "param network" : network;
  }

  private static boolean isText(String network) {
    return network.stripLeading().startsWith("{");
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
}
