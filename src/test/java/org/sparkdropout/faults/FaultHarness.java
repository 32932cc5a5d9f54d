package org.sparkdropout.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.commons.io.FileUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Disturbs training again and again, and prints a table of what came of it.
 *
 * <p>{@code mvn -Pfaults -DskipTests package exec:exec -Dfaults="--runs 50"}. Run n has the seed of
 * the first plus n - 1: {@code --runs 1 --seed} with the seed of a line makes that run again.
 */
@Command(
    name = "faults",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    sortOptions = false,
    description = "Disturbs training again and again, and compares the bits it ends with.")
public final class FaultHarness implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--runs", description = "how many runs are disturbed")
  private int runs = 50;

  @Option(names = "--seed", description = "of the first run; each one has the next")
  private long seed = 1;

  @Option(names = "--workers", description = "of each cluster, at least 2")
  private int workers = 3;

  @Option(names = "--faults", split = ",", description = "among: ${COMPLETION-CANDIDATES}")
  private List<FaultKind> kinds = List.of(FaultKind.values());

  @Option(names = "--folder", description = "for the files of runs; logs of failed ones stay")
  private Path folder = Path.of("target/faults");

  /**
   * Runs the harness; ends with 1 if a run has other bits than the undisturbed one.
   *
   * @param arguments see {@code --help}
   */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new FaultHarness()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    FileUtils.deleteDirectory(folder.toFile());
    Path existing = Files.createDirectories(folder).toAbsolutePath();
    FaultRuns table = new FaultRuns(workers, existing, spec.commandLine().getOut());
    for (long next = seed; next < seed + runs; next++) {
      table.add(next, DisturbedRun.any(next, kinds));
    }
    table.summary();
    return table.allSame() ? 0 : 1;
  }
}
