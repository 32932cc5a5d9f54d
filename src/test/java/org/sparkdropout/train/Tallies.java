package org.sparkdropout.train;

import java.util.Arrays;
import java.util.OptionalInt;
import org.sparkdropout.head.SoftmaxCrossEntropy;
import org.sparkdropout.head.Tally;
import org.sparkdropout.network.Activation;
import org.sparkdropout.network.Topology;
import org.sparkdropout.network.Workspace;

/** Tallies and reports of a given number of examples. */
final class Tallies {
  private Tallies() {}

  static Tally ofExamples(int examples) {
    Tally tally = new Tally();
    if (examples > 0) {
      Topology topology = new Topology(1, new int[0], 2, Activation.RELU);
      Workspace workspace = new Workspace(topology, examples);
      Arrays.fill(workspace.exampleWeights(), 1f);
      new SoftmaxCrossEntropy(topology.outputs()).run(workspace, examples, tally);
    }
    return tally;
  }

  static ReplicaReport report(int replica, int examples) {
    return new ReplicaReport(replica, ofExamples(examples), 0, "java", OptionalInt.empty());
  }
}
