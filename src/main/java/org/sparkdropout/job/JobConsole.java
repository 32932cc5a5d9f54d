package org.sparkdropout.job;

import java.io.PrintWriter;
import java.util.Map;
import org.sparkdropout.train.TrainingListener;

/** What a job says to people: settings, progress, results. */
final class JobConsole {
  private final PrintWriter out;

  JobConsole(PrintWriter out) {
    this.out = out;
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

  void say(Object line) {
    out.println(line);
    out.flush();
  }

  /** A bar where people look on, which the script that starts the job knows; lines elsewhere. */
  TrainingListener progress() {
    boolean bar = "bar".equals(System.getenv("SPARK_DROPOUT_PROGRESS"));
    return bar ? new ProgressOnTerminal(out) : new ProgressLines(out);
  }

  /** Ends what a listener shows. */
  static void end(TrainingListener progress) {
    if (progress instanceof ProgressOnTerminal bar) {
      bar.close();
    }
  }
}
