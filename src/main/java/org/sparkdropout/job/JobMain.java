package org.sparkdropout.job;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.sparkdropout.redact.RedactedLog;
import org.sparkdropout.redact.RedactedWriter;
import org.sparkdropout.redact.Redaction;
import org.sparkdropout.redact.SparkRedaction;
import org.sparkdropout.train.RoundTransfer;
import picocli.CommandLine;

/** Runs a job from the command line: exit code, error line, end of the Spark session. */
final class JobMain {
  private JobMain() {}

  /**
   * Runs a job and ends the process if it fails.
   *
   * <p>Success returns, since a cluster's application master takes an exit from within for a
   * failure. A failure exits with its code where the driver runs in the submitting process; in
   * cluster mode, where nobody sees that code, it throws, so that the cluster shows the message.
   */
  static void run(Job job, String[] arguments) {
    // Numbers look the same everywhere.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    Optional<String> problem =
        Platform.found()
            .problem()
            .or(() -> FileNames.here().problem(List.of(arguments), System.getProperty("user.dir")));
    if (problem.isPresent()) {
      System.err.println("error: " + problem.get());
      System.exit(ExitCode.FAILED.number());
    }
    int code = commandLine(job).execute(arguments);
    endSession();
    if (code != ExitCode.DONE.number()) {
      String mode = new SparkConf().get("spark.submit.deployMode", "client");
      if (mode.equals("cluster")) {
        throw new IllegalStateException("The job failed; its error is in the log above");
      }
      System.exit(code);
    }
  }

  private static void endSession() {
    if (SparkSession.getDefaultSession().isDefined()) {
      SparkSession.getDefaultSession().get().stop();
    }
  }

  /**
   * The session of a job; where spark-submit named no master, on this machine.
   *
   * @param redaction of what Spark shows and logs from now on
   */
  static SparkSession session(String job, Redaction redaction) {
    RedactedLog.mask(redaction);
    SparkConf conf = new SparkConf().setIfMissing("spark.master", "local[*]");
    // A bar of Spark's own would write over ours.
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    RoundTransfer.settings(conf);
    SparkRedaction.settings(conf, redaction);
    return SparkSession.builder().config(conf).appName("Spark Dropout: " + job).getOrCreate();
  }

  /** The command line of a job, which prints errors and turns them into exit codes. */
  static CommandLine commandLine(Job job) {
    CommandLine commandLine = new CommandLine(job);
    commandLine.setExecutionStrategy(JobMain::execute);
    commandLine.setExitCodeExceptionMapper(thrown -> Failure.of(thrown).code().number());
    commandLine.setExecutionExceptionHandler(
        (thrown, command, parsed) -> {
          Failure failure = Failure.of(thrown);
          print(command.getErr(), failure, thrown, job.options());
          return failure.code().number();
        });
    commandLine.setParameterExceptionHandler(
        (wrong, arguments) -> {
          CommandLine command = wrong.getCommandLine();
          Optional<String> explained =
              WrongUsage.explain(command.getCommandName(), List.of(arguments), passedOn());
          Redaction redaction = SettingSecrets.in(List.of(arguments));
          PrintWriter err = RedactedWriter.lines(command.getErr(), redaction);
          err.println("error: " + explained.orElse(wrong.getMessage()));
          if (explained.isEmpty()) {
            CommandLine.UnmatchedArgumentException.printSuggestions(wrong, err);
          }
          err.println("See " + command.getCommandName() + " --help");
          err.flush();
          return ExitCode.WRONG_SETTINGS.number();
        });
    return commandLine;
  }

  /** Picocli hands exceptions to its handlers, but lets errors pass. */
  private static int execute(CommandLine.ParseResult parsed) {
    try {
      return new CommandLine.RunLast().execute(parsed);
    } catch (Error error) {
      CommandLine commandLine = parsed.commandSpec().commandLine();
      throw new CommandLine.ExecutionException(commandLine, "The job failed", error);
    }
  }

  /** The command that started a job, as a person would type it. */
  static String command(CommandLine job) {
    List<String> words = new ArrayList<>(List.of(job.getCommandName()));
    words.addAll(job.getParseResult().originalArgs());
    if (!passedOn().isEmpty()) {
      words.add("--");
      words.addAll(passedOn());
    }
    return ShellWords.line(words);
  }

  /** Words of the command line that the script has handed to spark-submit, one a line. */
  private static List<String> passedOn() {
    return Optional.ofNullable(System.getenv("SPARK_DROPOUT_PASSED_ON"))
        .orElse("")
        .lines()
        .toList();
  }

  private static void print(PrintWriter to, Failure failure, Throwable thrown, JobOptions options) {
    PrintWriter err = RedactedWriter.lines(to, options.redaction());
    if (ShutdownHookManager.get().isShutdownInProgress()) {
      // What fails now fails because Spark has stopped.
      err.println(
          "Interrupted; no output was written. If checkpoint.path was set, the same command goes on"
              + " from the newest checkpoint");
      err.flush();
      return;
    }
    if (options.verbose()) {
      err.print(ExceptionUtils.getStackTrace(thrown));
    }
    err.println("error: " + failure.line());
    if (!options.verbose() && failure.code() == ExitCode.FAILED) {
      err.println("--verbose prints where it happened");
    }
    err.flush();
  }
}
