package org.sparkdropout.keras;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** HDF5 in memory: opened, and walked through within bounds. */
final class Hdf5 {
  /** Links can lead back to where they are. */
  private static final int DEEPEST = 32;

  private static final int MOST_GROUPS = 1000;

  private final Map<String, Dataset> found = new LinkedHashMap<>();
  private int groups;

  private Hdf5() {}

  /**
   * Opens a file, works on it and closes it.
   *
   * @throws KerasFormatException if it is not whole
   */
  static <T> T read(byte[] file, Function<HdfFile, T> work) {
    try (HdfFile hdf = HdfFile.fromBytes(file)) {
      return work.apply(hdf);
    } catch (KerasFormatException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      // What a damaged file leads the library into: reading past an end, or a cast that fails.
      throw new KerasFormatException(
          "The file must be whole HDF5. It is not: " + e + ". Save or copy the model again", e);
    }
  }

  /** The group at a path, whose parts may be in any script. */
  static Optional<Group> group(Group root, String path) {
    Group group = root;
    for (String part : path.split("/", -1)) {
      Node child = group.getChildren().get(part);
      if (!(child instanceof Group below)) {
        return Optional.empty();
      }
      group = below;
    }
    return Optional.of(group);
  }

  /** All arrays below a group, by their paths in it. */
  static Map<String, Dataset> datasets(Group group) {
    Hdf5 walk = new Hdf5();
    walk.add(group, "", 0);
    return walk.found;
  }

  private void add(Group group, String path, int depth) {
    if (depth > DEEPEST || ++groups > MOST_GROUPS) {
      throw new KerasFormatException(
          "%s must hold the weights of one layer. It has too many groups below it. Save the model again"
              .formatted(group.getPath()));
    }
    group
        .getChildren()
        .forEach(
            (name, node) -> {
              if (node instanceof Group below) {
                add(below, path + name + "/", depth + 1);
              } else if (node instanceof Dataset dataset) {
                found.put(path + name, dataset);
              }
            });
  }
}
