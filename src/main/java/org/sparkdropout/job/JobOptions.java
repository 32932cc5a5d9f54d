package org.sparkdropout.job;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.lang3.StringUtils;
import picocli.CommandLine.Option;

/** The command line that all jobs share. */
final class JobOptions {
  static final String FOOTER_HEADING = "%nOptions of the script that starts the job:%n";
  static final String MASTER =
      "      --master=URL      Spark's master, such as local[2] or spark://host:7077;%n"
          + "                          by default Spark's own setting, else local[*].";
  static final String PASSED_ON =
      "      -- OPTIONS        What follows goes to spark-submit as it is, such as%n"
          + "                          -- --driver-memory 8g --executor-cores 4";
  static final String EXIT_CODES =
      "%nExit codes: 0 done, 1 failed in running,%n"
          + "            2 wrong usage or settings, 3 wrong data.";

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings in HOCON. All keys: conf/reference.conf.")
  private Path config;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = {
        "One setting; wins over the file. May be repeated.",
        "Put it in single quotes if it holds brackets, braces or spaces:",
        "--set 'train.hiddenDropout=[0.4]'"
      })
  private List<String> assignments = new ArrayList<>();

  @Option(names = "--verbose", description = "Print the stack trace of an error.")
  private boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this and exit.")
  @SuppressWarnings("UnusedVariable") // picocli looks at it.
  private boolean help;

  boolean verbose() {
    return verbose;
  }

  Settings settings() {
    return Settings.read(Optional.ofNullable(config), assignments);
  }

  /** Settings from a file that stands in if no file and no table was named. */
  Settings settings(Path sample) {
    boolean named = config != null || assignments.stream().anyMatch(JobOptions::namesTable);
    return named ? settings() : Settings.read(Optional.of(sample), assignments);
  }

  private static boolean namesTable(String assignment) {
    return StringUtils.substringBefore(assignment, "=").strip().equals("input.path");
  }
}
