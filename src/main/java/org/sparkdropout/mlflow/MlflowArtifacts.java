package org.sparkdropout.mlflow;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;

/**
 * The place of a run's files: MLflow's server itself, which passes them on to its store, or a store
 * that Hadoop knows. A server's own disk is such a store if the server is on this machine.
 *
 * @param server that passes files on
 * @param place of the run's files
 * @param hadoop the file systems
 */
record MlflowArtifacts(MlflowServer server, URI place, Configuration hadoop) {
  private static final String PROXIED = "mlflow-artifacts";
  private static final String PROXY = "/api/2.0/mlflow-artifacts/artifacts";
  private static final Set<String> WEB = Set.of("http", "https");

  static MlflowArtifacts of(MlflowRun run, Configuration hadoop) {
    return new MlflowArtifacts(run.server(), new Path(run.artifacts()).toUri(), hadoop);
  }

  /** Copies what is in a folder; hidden files are left out. */
  void upload(Path folder) throws IOException, InterruptedException {
    if (PROXIED.equals(place.getScheme()) || WEB.contains(String.valueOf(place.getScheme()))) {
      put(folder.getFileSystem(hadoop), folder, root());
    } else {
      copy(folder);
    }
  }

  /** The address that stands for the place, if the server passes files on. */
  private URI root() throws IOException {
    if (!PROXIED.equals(place.getScheme())) {
      return place;
    }
    URI base = server.address();
    String authority = place.getAuthority() == null ? base.getAuthority() : place.getAuthority();
    return uri(base.getScheme(), authority, base.getPath() + PROXY + place.getPath());
  }

  private static URI uri(String scheme, String authority, String path) throws IOException {
    try {
      return new URI(scheme, authority, path, null, null);
    } catch (URISyntaxException wrong) {
      throw new IOException(wrong.getMessage(), wrong);
    }
  }

  private void put(FileSystem files, Path folder, URI into)
      throws IOException, InterruptedException {
    for (FileStatus file : files.listStatus(folder)) {
      String name = file.getPath().getName();
      URI to = uri(into.getScheme(), into.getAuthority(), into.getPath() + "/" + name);
      if (name.startsWith(".")) {
        continue;
      }
      if (file.isDirectory()) {
        put(files, file.getPath(), to);
      } else {
        server.put(to, () -> opened(files, file.getPath()), file.getLen());
      }
    }
  }

  private static InputStream opened(FileSystem files, Path file) {
    try {
      return files.open(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void copy(Path folder) throws IOException {
    Path store = store();
    FileSystem from = folder.getFileSystem(hadoop);
    FileSystem to = store.getFileSystem(hadoop);
    to.mkdirs(store);
    for (FileStatus file : from.listStatus(folder)) {
      Path target = new Path(store, file.getPath().getName());
      FileUtil.copy(from, file.getPath(), to, target, false, true, hadoop);
    }
  }

  private Path store() throws IOException {
    String scheme = place.getScheme();
    if (scheme == null || scheme.equals("file")) {
      if (!InetAddress.getByName(server.address().getHost()).isLoopbackAddress()) {
        throw new IOException(
            "it keeps files in %s on its own disk, which only its own machine reaches. Start it with --serve-artifacts, or set summary.mlflow.artifacts = false"
                .formatted(place));
      }
      return new Path("file://" + place.getPath());
    }
    return new Path(
        scheme.equals("s3") ? place.toString().replaceFirst("s3", "s3a") : place.toString());
  }
}
