package org.sparkdropout.bench;

import picocli.CommandLine.Option;

/**
 * The options that every comparison with peers has: what all of them pass over, and who they need.
 */
final class PeerOptions {
  @Option(names = "--rows", description = "examples in a pass")
  int rows = 12_800;

  @Option(
      names = "--python",
      description = "a Python that has the packages of src/bench/python/requirements.txt")
  String python = "python3";
}
