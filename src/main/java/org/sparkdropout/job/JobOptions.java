package org.sparkdropout.job;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.lang3.StringUtils;
import org.sparkdropout.redact.Redaction;
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

  private Redaction redaction = Redaction.BY_DEFAULT;

  /** What keeps secrets out of the job's errors: of its settings, as far as they have been read. */
  Redaction redaction() {
    return redaction;
  }

  Settings settings() {
    return read(Optional.ofNullable(config));
  }

  private Settings read(Optional<Path> file) {
    List<String> texts = new ArrayList<>(assignments);
    file.ifPresent(path -> texts.add(text(path)));
    redaction = SettingSecrets.in(texts);
    Settings settings = Settings.read(file, assignments);
    redaction = settings.redaction();
    return settings;
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException unreadable) { // which reading settings will report
      return "";
    }
  }

  /** Settings from a file that stands in if no file and no table was named. */
  Settings settings(Path sample) {
    boolean named = config != null || assignments.stream().anyMatch(JobOptions::namesTable);
    return named ? settings() : read(Optional.of(sample));
  }

  private static boolean namesTable(String assignment) {
    String key = StringUtils.substringBefore(assignment, "=").strip();
    return key.equals("input.path") || key.equals(CompareTables.REPORTS);
  }
}
