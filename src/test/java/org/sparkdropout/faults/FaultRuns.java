package org.sparkdropout.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.commons.io.FileUtils;
import org.apache.commons.io.filefilter.FileFilterUtils;
import org.apache.commons.io.filefilter.TrueFileFilter;

/**
 * Disturbed runs one after another, each compared with the undisturbed one, in a table that is
 * printed as it grows.
 */
final class FaultRuns {
  private static final String FORMAT = "%4s  %6s  %-26s  %-25s  %-15s  %-6s  %4s  %s%n";

  private final int workers;
  private final Path folder;
  private final PrintWriter out;
  private final Undisturbed undisturbed;
  private int runs;
  private int same;

  /**
   * None yet.
   *
   * @param workers of each cluster, at least 2
   * @param folder below which runs write; the logs of those that fail stay
   * @param out gets the table
   */
  FaultRuns(int workers, Path folder, PrintWriter out) {
    this.workers = workers;
    this.folder = folder;
    this.out = out;
    this.undisturbed = new Undisturbed(workers, folder);
    out.printf(FORMAT, "run", "seed", "fault", "training", "moment", "bits", "s", "what happened");
  }

  /** Makes one run and adds its line. */
  void add(long seed, DisturbedRun run) throws IOException {
    runs++;
    String expected = undisturbed.digest(run.training());
    Path own = Files.createDirectories(folder.resolve("run-" + seed));
    Instant start = Instant.now();
    Outcome outcome = outcome(run, own);
    long seconds = Duration.between(start, Instant.now()).toSeconds();
    boolean sameBits = outcome.digest().filter(expected::equals).isPresent();
    out.printf(
        FORMAT,
        runs,
        seed,
        run.kind().words(),
        run.training(),
        run.moment(),
        sameBits ? "same" : outcome.digest().isPresent() ? "DIFFER" : "none",
        seconds,
        outcome.struck() + ": " + outcome.ending());
    out.flush();
    if (sameBits) {
      same++;
      FileUtils.deleteQuietly(own.toFile());
    } else {
      deleteJars(own);
    }
  }

  private Outcome outcome(DisturbedRun run, Path own) throws IOException {
    try {
      return run.run(workers, own);
    } catch (RuntimeException failure) {
      try (PrintWriter file = new PrintWriter(own.resolve("failure.txt").toFile(), UTF_8)) {
        failure.printStackTrace(file);
      }
      return Outcome.failed("FAILED, see failure.txt and logs in " + own, failure);
    }
  }

  /** Every executor has a copy of the jar in its work folder. */
  private static void deleteJars(Path folder) {
    List<File> jars =
        List.copyOf(
            FileUtils.listFiles(
                folder.toFile(),
                FileFilterUtils.suffixFileFilter(".jar"),
                TrueFileFilter.INSTANCE));
    jars.forEach(FileUtils::deleteQuietly);
  }

  /** Ends the table. */
  void summary() {
    out.printf("%d of %d end with the bits of the undisturbed run%n", same, runs);
    out.flush();
  }

  /** Whether all runs have ended with the bits of the undisturbed one. */
  boolean allSame() {
    return same == runs;
  }
}
