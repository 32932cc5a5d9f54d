package org.sparkdropout.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short form of {@link FaultHarness}: the gravest faults that need no rights. */
class FaultsIT {
  private static final Training TRAINING = new Training("slices", "round", 10);

  @Test
  void training_disturbed_endsWithTheSameBits(@TempDir Path folder) throws IOException {
    FaultRuns table =
        new FaultRuns(3, folder, new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    long seed = 1;
    for (FaultKind kind : List.of(FaultKind.TWO_WORKERS_KILLED, FaultKind.DRIVER_KILLED)) {
      table.add(seed, DisturbedRun.of(seed, kind, TRAINING));
      seed++;
    }
    table.summary();
    assertThat(table.allSame()).isTrue();
  }
}
