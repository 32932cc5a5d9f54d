package org.sparkdropout.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.sparkdropout.bench.BenchReport.Speed;

/** Runs contenders in alternation and keeps the speed of every turn. */
final class Turns {
  private final List<Contender> contenders = new ArrayList<>();
  private final Map<Contender, List<Double>> speeds = new LinkedHashMap<>();

  /** Adds a contender, or says on standard output why it cannot take part. */
  void add(Callable<Contender> maker) throws Exception {
    try {
      contenders.add(maker.call());
    } catch (MissingPeerException missing) {
      System.out.println("Left out: " + missing.getMessage());
    }
  }

  /**
   * Lets every contender warm up, then gives each one a timed turn, and again; closes them all.
   *
   * @param turns timed turns of each
   * @return in the order the contenders were added
   */
  List<Speed> run(int turns) {
    try {
      contenders.forEach(Contender::samplesPerSecond);
      for (int turn = 1; turn <= turns; turn++) {
        for (Contender contender : contenders) {
          double speed = contender.samplesPerSecond();
          System.err.printf(
              "turn %d of %d  %-42s %,12.0f/s%n", turn, turns, contender.name(), speed);
          speeds.computeIfAbsent(contender, key -> new ArrayList<>()).add(speed);
        }
      }
    } finally {
      contenders.forEach(Contender::close);
    }
    return speeds.entrySet().stream()
        .map(entry -> new Speed(entry.getKey().name(), List.copyOf(entry.getValue())))
        .toList();
  }
}
