package org.sparkdropout.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs contenders in alternation and keeps the speed of every turn. */
final class Turns {
  private final Map<String, List<Double>> speeds = new LinkedHashMap<>();

  /**
   * Lets every contender warm up, then gives each one a timed turn, and again.
   *
   * @param contenders in the order of their turns
   * @param turns timed turns of each
   */
  void run(List<Contender> contenders, int turns) {
    contenders.forEach(Contender::samplesPerSecond);
    for (int turn = 0; turn < turns; turn++) {
      for (Contender contender : contenders) {
        speeds
            .computeIfAbsent(contender.name(), name -> new ArrayList<>())
            .add(contender.samplesPerSecond());
      }
    }
  }

  /** The median speed of a contender, in samples a second. */
  double median(String name) {
    List<Double> sorted = speeds.get(name).stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** One line for each contender: median, slowest and fastest turn, and the ratio to the last. */
  String table() {
    String last = List.copyOf(speeds.keySet()).get(speeds.size() - 1);
    StringBuilder table = new StringBuilder();
    table.append(
        "%-42s %12s %12s %12s %8s%n"
            .formatted("samples a second", "median", "min", "max", "ratio"));
    speeds.forEach(
        (name, values) ->
            table.append(
                "%-42s %,12.0f %,12.0f %,12.0f %8.1f%n"
                    .formatted(
                        name,
                        median(name),
                        values.stream().mapToDouble(v -> v).min().orElseThrow(),
                        values.stream().mapToDouble(v -> v).max().orElseThrow(),
                        median(name) / median(last))));
    return table.toString();
  }
}
