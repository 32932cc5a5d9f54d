package org.sparkdropout.job;

import java.util.concurrent.Callable;

/** A job: an annotated picocli command that returns its exit code. */
interface Job extends Callable<Integer> {
  /** The shared part of its command line. */
  JobOptions options();
}
