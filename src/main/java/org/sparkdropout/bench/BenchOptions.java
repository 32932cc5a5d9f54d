package org.sparkdropout.bench;

import java.io.IOException;
import java.nio.file.Path;
import org.sparkdropout.blas.Blas;
import picocli.CommandLine.Option;

/** How every timed comparison is run, and where its figures go. */
final class BenchOptions {
  @Option(names = "--turns", description = "timed passes of each contender; the median counts")
  int turns = 3;

  @Option(names = "--output", description = "a folder to write bench.json and bench.html to")
  Path output;

  /** Runs the turns, prints the table and writes the files. */
  void finish(String title, String workload, Turns contenders) throws IOException {
    System.out.println(workload);
    BenchReport report = new BenchReport(title, workload, machine(), contenders.run(turns));
    System.out.println(report.machine());
    System.out.print(report.table());
    if (output != null) {
      report.write(output);
      System.out.println("Written: " + output.toAbsolutePath());
    }
  }

  /** Runs the tasks of two contenders in turn, prints the table and writes the files. */
  void finish(String title, String workload, PairedTasks tasks) throws IOException {
    System.out.println(workload);
    PairedReport report =
        new PairedReport(title, workload, machine(), tasks.ours(), tasks.peer(), tasks.run(turns));
    System.out.println(report.machine());
    System.out.print(report.table());
    if (output != null) {
      report.write(output);
      System.out.println("Written: " + output.toAbsolutePath());
    }
  }

  private static String machine() {
    return "%s, %d processors; spark-dropout's products: %s"
        .formatted(
            System.getProperty("os.arch"),
            Runtime.getRuntime().availableProcessors(),
            Blas.instance().description());
  }
}
