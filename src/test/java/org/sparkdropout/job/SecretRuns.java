package org.sparkdropout.job;

import org.apache.spark.sql.SparkSession;

/** Runs jobs one after another in a process of its own, which tests look at from outside. */
final class SecretRuns {
  private SecretRuns() {}

  /**
   * Runs job train, score and compare, and a train that fails.
   *
   * @param files the files of their settings, in this order
   */
  public static void main(String[] files) {
    run(new TrainJob(), files[0]);
    run(new ScoreJob(), files[1]);
    run(new CompareJob(), files[2]);
    run(new TrainJob(), files[3]);
    SparkSession.active().stop();
  }

  private static void run(Job job, String file) {
    int code = JobMain.commandLine(job).execute("--config", file, "--verbose");
    System.out.println("exit code " + code);
  }
}
