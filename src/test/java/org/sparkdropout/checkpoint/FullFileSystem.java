package org.sparkdropout.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/** The local file system under the scheme {@code full}, on a disk that takes no byte. */
public final class FullFileSystem extends RawLocalFileSystem {
  /** Made by Hadoop. */
  public FullFileSystem() {}

  @Override
  public URI getUri() {
    return URI.create("full:///");
  }

  @Override
  protected OutputStream createOutputStreamWithMode(
      Path path, boolean append, FsPermission permission) throws IOException {
    return super.createOutputStreamWithMode(new Path("full:///dev/full"), true, null);
  }
}
