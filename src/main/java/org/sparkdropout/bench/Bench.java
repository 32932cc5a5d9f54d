package org.sparkdropout.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The benches, as subcommands; {@code jobs/bench --help} lists them. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      TrainingBench.class,
      ScoringBench.class,
      ScoringSpeed.class,
      ScoringQueries.class,
      Preparing.class,
      AveragingStudy.class,
      TimeToError.class,
      OptimizerStudy.class,
      NullComparisons.class,
      Soak.class,
      RoundCosts.class,
      Growth.class,
      IdxImport.class,
      CsvImport.class
    },
    description = "Measures whole jobs, and brings in the data to measure them on.")
public final class Bench {
  private Bench() {}

  /**
   * Runs a bench in this process.
   *
   * @param arguments see {@code --help}
   */
  public static void main(String[] arguments) {
    int exitCode =
        new CommandLine(new Bench()).setCaseInsensitiveEnumValuesAllowed(true).execute(arguments);
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }
}
