package org.sparkdropout.bench;

import java.util.List;
import org.sparkdropout.train.AveragingPath;
import picocli.CommandLine.Option;

/** The options that every timed comparison has: the network. */
final class NetworkOptions {
  @Option(names = "--inputs", description = "features of an example")
  int inputs = 784;

  @Option(names = "--hidden", split = ",", description = "units of each hidden layer")
  List<Integer> hidden = List.of(1024, 1024, 1024);

  @Option(names = "--classes", description = "number of classes")
  int classes = 10;

  /** The workload of these options; see {@link Workload} for what the others are. */
  Workload workload(
      int rows,
      int batchSize,
      int averagingInterval,
      AveragingPath averagingPath,
      int replicas,
      double inputDropout,
      double hiddenDropout,
      double maxNorm) {
    return new Workload(
        rows,
        inputs,
        hidden,
        classes,
        batchSize,
        averagingInterval,
        averagingPath,
        replicas,
        inputDropout,
        hiddenDropout,
        maxNorm);
  }
}
