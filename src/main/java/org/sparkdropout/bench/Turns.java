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
   * @param turns timed turns of each, at least 1
   * @return in the order the contenders were added
   * @throws IllegalArgumentException if there is nobody to time, or no turn
   */
  List<Speed> run(int turns) {
    if (contenders.isEmpty() || turns < 1) {
      throw new IllegalArgumentException(
          "A bench needs at least one contender and one turn. Provided: %d and %d"
              .formatted(contenders.size(), turns));
    }
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
      contenders.forEach(Turns::close);
    }
    return speeds.entrySet().stream()
        .map(entry -> new Speed(entry.getKey().name(), List.copyOf(entry.getValue())))
        .toList();
  }

  /** A contender that cannot end must not keep the others from it. */
  private static void close(Contender contender) {
    try {
      contender.close();
    } catch (RuntimeException failure) {
      System.err.println(contender.name() + " did not end in order: " + failure);
    }
  }
}
