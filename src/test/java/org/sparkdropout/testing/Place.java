package org.sparkdropout.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where a process of a cluster runs.
 *
 * @param address what it binds to
 * @param entrance the words before a command that run it there; none on this machine itself
 * @param environment variables beside those of this process
 */
public record Place(String address, List<String> entrance, Map<String, String> environment) {
  /** This machine, on loopback. */
  public static final Place LOOPBACK = new Place("127.0.0.1", List.of(), Map.of());

  /**
   * The same place with another disk.
   *
   * @param folder where Spark keeps blocks and shuffles
   * @return a new place
   */
  public Place withLocalFolder(Path folder) {
    return new Place(address, entrance, Map.of("SPARK_LOCAL_DIRS", folder.toString()));
  }
}
