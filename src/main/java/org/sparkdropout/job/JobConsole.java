package org.sparkdropout.job;

import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import org.sparkdropout.monitor.Described;
import org.sparkdropout.redact.RedactedWriter;
import org.sparkdropout.redact.Redaction;
import org.sparkdropout.train.TrainingListener;
import org.sparkdropout.train.TrainingLog;
import org.sparkdropout.train.TrainingPlan;
import org.sparkdropout.train.TrainingResult;

/** What a job says to people: settings, steps, progress, results. */
final class JobConsole {
  /**
   * A job's work.
   *
   * @param <E> what it throws
   */
  @FunctionalInterface
  interface Work<E extends Exception> {
    void run() throws E;
  }

  private final PrintWriter out;
  private final boolean terminal;
  private final JobSteps steps;
  private Optional<ProgressOnTerminal> onTerminal = Optional.empty();

  /**
   * A console.
   *
   * @param to where everything is printed, without secrets
   */
  JobConsole(PrintWriter to, Redaction redaction) {
    this.out = RedactedWriter.lines(to, redaction);
    // The script that starts the job knows whether people look on.
    this.terminal = "bar".equals(System.getenv("SPARK_DROPOUT_PROGRESS"));
    this.steps = new JobSteps(out, terminal);
  }

  void settings(Settings settings) {
    say("Settings that differ from the defaults:");
    for (Map.Entry<String, String> changed : settings.changed().entrySet()) {
      say("  " + changed.getKey() + " = " + changed.getValue());
    }
  }

  /** Something that users should act on, though the job goes on. */
  void warn(String sentence) {
    say("Warning: " + sentence);
  }

  /** Which defaults for raw columns apply: those that the user has not set. */
  void rawColumnDefaults(Settings settings) {
    say("Defaults for tables of raw columns (rawColumns in conf/reference.conf):");
    settings.defaultsInPlace().forEach(key -> say("  %s = %s".formatted(key, settings.plain(key))));
  }

  void say(Object line) {
    steps.clear();
    out.println(line);
    out.flush();
  }

  /** Says what is done from now on. */
  void step(String description) {
    steps.begin(description);
  }

  /**
   * Runs a job's work on the calling thread, and says which of its Spark jobs are under way.
   *
   * @param <E> what the work throws
   */
  <E extends Exception> void watch(Work<E> work) throws E {
    try {
      Described.<Void, E>watched(
          this::step,
          () -> {
            work.run();
            return null;
          });
    } finally {
      steps.close();
    }
  }

  /**
   * Shows a run of training, in place of the one before: a line that moves on a terminal; elsewhere
   * a line for each epoch, unless the training log has one already.
   */
  TrainingListener progress() {
    endProgress();
    boolean logged = LoggerFactory.getLogger(TrainingLog.class).isInfoEnabled();
    if (!terminal) {
      return TrainingListener.all(silence(), new ProgressLines(out, !logged));
    }
    onTerminal = Optional.of(new ProgressOnTerminal(out));
    return TrainingListener.all(silence(), onTerminal.get());
  }

  /** Steps are those of the time before and after training. */
  private TrainingListener silence() {
    return new TrainingListener() {
      @Override
      public void started(TrainingPlan plan) {
        steps.pause();
      }

      @Override
      public void finished(TrainingResult result) {
        steps.resume();
      }
    };
  }

  /** Ends what shows a run of training, which may have failed. */
  void endProgress() {
    onTerminal.ifPresent(ProgressOnTerminal::close);
    onTerminal = Optional.empty();
  }
}
