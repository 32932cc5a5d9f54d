package org.sparkdropout.fit;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * A kind of file that says what a network is, such as Keras's models.
 *
 * <p>Formats are found by {@link ServiceLoader}: a new one is a class and its line in {@code
 * META-INF/services}.
 */
public interface NetworkFormat {
  /**
   * What the format is called.
   *
   * @return such as {@code keras}
   */
  String name();

  /**
   * Whether a file is of this format.
   *
   * @param bytes of the file
   * @param where it is
   * @return true if so
   */
  boolean recognises(byte[] bytes, String where);

  /**
   * Whether this format's reader also takes the files that no format recognises, and says what is
   * wrong with them.
   *
   * @return true for one format at most
   */
  default boolean takesTheRest() {
    return false;
  }

  /**
   * Reads a file.
   *
   * @param bytes of the file
   * @param where it is, for messages
   * @return the network
   * @throws IllegalArgumentException if it cannot be used
   */
  NetworkFile read(byte[] bytes, String where);

  /**
   * How the names of files end that hold trained weights.
   *
   * @return in lower case, without a dot
   */
  Set<String> endingsWithWeights();

  /**
   * What writes files of this format that its own runtime reads.
   *
   * @return empty if networks only come in by this format
   */
  default Optional<NetworkWriter> writer() {
    return Optional.empty();
  }

  /**
   * All formats.
   *
   * @return the one that takes the rest is the last one
   */
  static List<NetworkFormat> all() {
    return ServiceLoader.load(NetworkFormat.class, NetworkFormat.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(NetworkFormat::takesTheRest))
        .toList();
  }

  /**
   * The format of a file.
   *
   * @param bytes of the file
   * @param where it is, for messages
   * @return the first that recognises it, or the one that takes the rest
   * @throws UnsupportedNetworkException if there is none
   */
  static NetworkFormat of(byte[] bytes, String where) {
    List<NetworkFormat> all = all();
    return all.stream()
        .filter(format -> format.recognises(bytes, where) || format.takesTheRest())
        .findFirst()
        .orElseThrow(
            () ->
                new UnsupportedNetworkException(
                    "network must be a file of one of the formats %s. Provided: %s, which is of none. Save the network in one of them"
                        .formatted(all.stream().map(NetworkFormat::name).toList(), where)));
  }

  /**
   * The format of a name.
   *
   * @param name of the format
   * @return the format
   * @throws java.util.NoSuchElementException if there is none
   */
  static NetworkFormat named(String name) {
    return all().stream().filter(format -> format.name().equals(name)).findFirst().orElseThrow();
  }
}
