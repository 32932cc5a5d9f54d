package org.sparkdropout.files;

import java.io.IOException;
import java.nio.file.Files;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Where a path leads once all links in it are followed. Two paths of one place are then equal. */
public final class RealPath {
  /** As many as Linux follows. */
  private static final int MOST_LINKS = 40;

  private RealPath() {}

  /**
   * Follows the links of a path. What does not exist yet, at its end, stays as it is.
   *
   * @param path to a file or folder, or to a place where there is none yet
   * @param files its file system
   * @return absolute, with its scheme
   * @throws IOException if the file system fails, or links lead to one another
   */
  public static Path of(Path path, FileSystem files) throws IOException {
    Path absolute = files.makeQualified(path);
    if (!isLocal(files)) {
      return remote(absolute, files);
    }
    java.nio.file.Path real = local(java.nio.file.Path.of(absolute.toUri().getPath()), 0);
    return files.makeQualified(new Path(real.toString()));
  }

  /** Whether a file system is the one of this machine. */
  static boolean isLocal(FileSystem files) {
    return "file".equals(files.getUri().getScheme());
  }

  private static java.nio.file.Path local(java.nio.file.Path path, int links) throws IOException {
    if (links > MOST_LINKS) {
      throw new IOException("the link " + path + " leads back to itself");
    }
    if (Files.isSymbolicLink(path)) {
      java.nio.file.Path target = Files.readSymbolicLink(path);
      return local(local(path.getParent(), links + 1).resolve(target), links + 1);
    }
    if (Files.exists(path)) {
      return path.toRealPath();
    }
    java.nio.file.Path parent = path.getParent();
    return parent == null ? path : local(parent, links).resolve(path.getFileName()).normalize();
  }

  private static Path remote(Path path, FileSystem files) throws IOException {
    if (files.exists(path)) {
      return files.resolvePath(path);
    }
    Path parent = path.getParent();
    return parent == null ? path : new Path(remote(parent, files), path.getName());
  }
}
