package org.sparkdropout.history;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.hadoop.fs.FSError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands pieces of a history to another program, in order. A failure ends no training: it is logged
 * as a warning, and the pieces from that one on wait. They are tried again with the first piece
 * that comes a minute later, and at the end. Thread-safe.
 */
public final class Delivery implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final String target;
  private final Deque<Piece> waiting = new ArrayDeque<>();
  private boolean failed;
  private long failedAt;

  /** A piece of history. */
  @FunctionalInterface
  public interface Piece {
    /**
     * Hands the piece over. It may be tried again after a failure.
     *
     * @throws IOException if the other program, or the place it reads, cannot be reached
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    void deliver() throws IOException, InterruptedException;
  }

  /**
   * A delivery that has not begun.
   *
   * @param target where the history goes, for people to read, such as {@code TensorBoard's folder
   *     file:/logs/a}
   */
  public Delivery(String target) {
    this.target = target;
  }

  /**
   * Delivers a piece, or keeps it for later if one has failed.
   *
   * @param piece of the history
   */
  public synchronized void add(Piece piece) {
    waiting.add(piece);
    if (!failed || System.nanoTime() - failedAt >= PAUSE.toNanos()) {
      deliver("Training goes on, and the history is written as soon as it can be");
    }
  }

  private void deliver(String consequence) {
    try {
      while (!waiting.isEmpty()) {
        waiting.peek().deliver();
        waiting.remove();
      }
      failed = false;
    } catch (IOException | FSError | RuntimeException failure) {
      fail(failure, consequence);
    } catch (InterruptedException interrupted) {
      fail(interrupted, consequence);
      Thread.currentThread().interrupt();
    }
  }

  private void fail(Throwable failure, String consequence) {
    failed = true;
    failedAt = System.nanoTime();
    String reason = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    LOG.warn("History cannot be written to {}: {}. {}", target, reason, consequence);
  }

  /** Tries once more what is still waiting. */
  @Override
  public synchronized void close() {
    if (!waiting.isEmpty()) {
      deliver("It is not complete there");
    }
  }
}
