package org.sparkdropout.job;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.lang3.StringUtils;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.sparkdropout.checkpoint.CheckpointException;
import org.sparkdropout.data.InvalidDataException;
import org.sparkdropout.export.ExportException;
import org.sparkdropout.model.ModelFormatException;
import org.sparkdropout.train.DivergedException;

/**
 * Why a job failed, in one line.
 *
 * @param code what to end with
 * @param line the message of the first of our own exceptions in the chain of causes; if there is
 *     none, the name and first line of the root cause, what that says caused it, and the executor
 *     it happened on
 */
record Failure(ExitCode code, String line) {
  private static final String CAUSED_BY = "Caused by: ";

  /** What Spark says of a file that it cannot read. */
  private static final Pattern UNREADABLE =
      Pattern.compile(
          "(?:Encountered error while reading|Could not read footer for|Malformed ORC)"
              + " file:? (\\S+?)\\.?(?:\\s|$)");

  /** What Spark says of a task that has failed too often. */
  private static final Pattern LOST_TASK =
      Pattern.compile(
          "most recent failure: Lost task \\S+ in stage \\S+ \\(TID \\d+\\) \\(([^)]+)\\)");

  static Failure of(Throwable thrown) {
    List<Throwable> chain = ExceptionUtils.getThrowableList(thrown);
    return find(chain, OutputException.class, ExitCode.FAILED)
        .or(() -> find(chain, SettingsException.class, ExitCode.WRONG_SETTINGS))
        .or(() -> find(chain, CheckpointException.class, ExitCode.WRONG_SETTINGS))
        .or(() -> find(chain, InvalidDataException.class, ExitCode.WRONG_DATA))
        .or(() -> find(chain, ModelFormatException.class, ExitCode.WRONG_DATA))
        .or(() -> find(chain, DivergedException.class, ExitCode.FAILED))
        .or(() -> find(chain, ExportException.class, ExitCode.FAILED))
        .or(() -> findShortage(chain))
        .or(() -> findWrongParam(chain))
        .or(() -> findUnreadableFile(chain))
        .orElseGet(() -> new Failure(ExitCode.FAILED, rootLine(chain)));
  }

  private static Optional<Failure> findShortage(List<Throwable> chain) {
    return Shortage.explain(chain, rootLine(chain)).map(line -> new Failure(ExitCode.FAILED, line));
  }

  /** Whether something of a type caused a failure, in this JVM or, as text, in an executor. */
  static boolean isOf(Throwable failure, Class<? extends Throwable> type) {
    return ExceptionUtils.getThrowableList(failure).stream()
        .anyMatch(
            cause ->
                type.isInstance(cause)
                    || String.valueOf(cause.getMessage()).contains(type.getName()));
  }

  /** A file of a table that was there when its columns were looked at. */
  private static Optional<Failure> findUnreadableFile(List<Throwable> chain) {
    return chain.stream()
        .map(thrown -> UNREADABLE.matcher(String.valueOf(thrown.getMessage())))
        .filter(Matcher::find)
        .findFirst()
        .map(
            found ->
                new Failure(
                    ExitCode.WRONG_DATA,
                    "Every file of a table must be readable and whole. This one is not: %s (%s). Write it anew, or remove it"
                        .formatted(found.group(1), StringUtils.removeEnd(rootLine(chain), "."))));
  }

  private static Optional<Failure> find(
      List<Throwable> chain, Class<? extends Throwable> type, ExitCode code) {
    return chain.stream()
        .filter(type::isInstance)
        .findFirst()
        .map(found -> new Failure(code, words(found)));
  }

  /** Params that do not fit one another or the data are refused by our own public doors. */
  private static Optional<Failure> findWrongParam(List<Throwable> chain) {
    return chain.stream()
        .filter(thrown -> thrown instanceof IllegalArgumentException && isOurs(thrown))
        .findFirst()
        .map(found -> new Failure(ExitCode.WRONG_SETTINGS, words(found)));
  }

  /** What is thrown below the jobs speaks of params; users of the jobs set keys. */
  private static String words(Throwable ours) {
    return ours instanceof SettingsException
        ? ours.getMessage()
        : KeysForParams.in(String.valueOf(ours.getMessage()));
  }

  private static boolean isOurs(Throwable thrown) {
    StackTraceElement[] trace = thrown.getStackTrace();
    return trace.length > 0 && trace[0].getClassName().startsWith("org.sparkdropout.");
  }

  /** Spark puts whole traces into its messages: of those the first line, and the last cause. */
  private static String rootLine(List<Throwable> chain) {
    Throwable root = chain.get(chain.size() - 1);
    String message = root.getMessage() == null ? "" : root.getMessage();
    List<String> lines = message.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    String first = lines.isEmpty() ? "no message" : lines.get(0);
    if (first.endsWith(":") && lines.size() > 1) {
      first += " " + lines.get(1);
    }
    String cause =
        lines.stream()
            .filter(line -> line.startsWith(CAUSED_BY))
            .reduce((former, latter) -> latter)
            .map(line -> "; caused by " + line.substring(CAUSED_BY.length()))
            .orElse("");
    return root.getClass().getSimpleName() + ": " + first + cause + place(chain);
  }

  /** Where the task failed for the last time, if on another machine and the root does not say. */
  private static String place(List<Throwable> chain) {
    return chain.subList(0, chain.size() - 1).stream()
        .map(thrown -> LOST_TASK.matcher(String.valueOf(thrown.getMessage())))
        .filter(Matcher::find)
        .map(found -> ", on " + found.group(1))
        .filter(place -> !place.endsWith("executor driver"))
        .findFirst()
        .orElse("");
  }
}
