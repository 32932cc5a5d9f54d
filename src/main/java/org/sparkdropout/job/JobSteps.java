package org.sparkdropout.job;

import java.io.PrintWriter;
import java.util.Timer;
import java.util.TimerTask;
import org.apache.commons.lang3.StringUtils;

/**
 * What a job is doing besides training. Elsewhere than on a terminal: a line for each step, with
 * the seconds since the job began. On a terminal: one line with the step of now and how long it has
 * taken, which the next output writes over.
 *
 * <p>Thread-safe.
 */
final class JobSteps implements AutoCloseable {
  private static final String ERASE_LINE = "\r\u001b[K";
  private static final int LONGEST = 60;
  private static final long SECOND = 1000;

  private final PrintWriter out;
  private final boolean terminal;
  private final long began = System.nanoTime();
  private final Timer clock = new Timer("steps on the console", true);
  private String current = "";
  private long currentBegan;
  private boolean shown;
  private boolean paused;

  JobSteps(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
    if (terminal) {
      clock.schedule(
          new TimerTask() {
            @Override
            public void run() {
              tick();
            }
          },
          SECOND,
          SECOND);
    }
  }

  /** A step begins; the one before is over. */
  synchronized void begin(String step) {
    if (paused || step.equals(current)) {
      return;
    }
    current = step;
    currentBegan = System.nanoTime();
    if (terminal) {
      tick();
    } else {
      out.println("%6.1f s  %s".formatted(seconds(began), step));
      out.flush();
    }
  }

  private synchronized void tick() {
    if (!current.isEmpty() && !paused) {
      String step = StringUtils.abbreviate(current, LONGEST);
      out.print(ERASE_LINE + "%s ... %.0f s".formatted(step, seconds(currentBegan)));
      out.flush();
      shown = true;
    }
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) * 1e-9;
  }

  /** Makes room for other output: takes the line away until the next step begins. */
  synchronized void clear() {
    current = "";
    if (shown) {
      out.print(ERASE_LINE);
      out.flush();
      shown = false;
    }
  }

  /** Says nothing until {@link #resume}: training has a display of its own. */
  synchronized void pause() {
    clear();
    paused = true;
  }

  synchronized void resume() {
    paused = false;
  }

  @Override
  public void close() {
    clock.cancel();
    clear();
  }
}
