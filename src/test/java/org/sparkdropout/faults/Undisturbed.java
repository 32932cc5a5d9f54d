package org.sparkdropout.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.sparkdropout.testing.StandaloneCluster;

/** The digests of runs that nothing disturbs, each trained when first asked for. */
final class Undisturbed {
  private final int workers;
  private final Path folder;
  private final Map<Training, String> digests = new HashMap<>();

  /**
   * None yet.
   *
   * @param workers of each cluster
   * @param folder below which the runs write
   */
  Undisturbed(int workers, Path folder) {
    this.workers = workers;
    this.folder = folder;
  }

  String digest(Training training) {
    return digests.computeIfAbsent(training, this::train);
  }

  private String train(Training training) {
    Site site = Site.loopback(workers);
    try {
      Path own = Files.createDirectories(folder.resolve("undisturbed-" + digests.size()));
      try (StandaloneCluster cluster =
          StandaloneCluster.start(site.master(), site.workers(), own)) {
        return training.start(cluster, own, "1 epoch", List.of()).end().digest();
      } finally {
        FileUtils.deleteQuietly(own.toFile());
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
