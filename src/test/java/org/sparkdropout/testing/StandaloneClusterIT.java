package org.sparkdropout.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandaloneClusterIT {
  @Test
  void start_twoWorkers_masterIsOnLoopback(@TempDir Path folder) {
    try (StandaloneCluster cluster = StandaloneCluster.start(2, folder)) {
      assertThat(cluster.master()).matches("spark://127\\.0\\.0\\.1:\\d+");
    }
  }
}
