package org.sparkdropout.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs contenders in alternation and keeps the speed of every turn. */
final class Turns {
  private final Map<String, List<Double>> speeds = new LinkedHashMap<>();

  /**
   * Lets every contender warm up for a pass, then gives each one a timed pass in turn.
   *
   * @param contenders in the order of their turns
   * @param rows examples in a pass
   * @param turns timed passes of each
   */
  void run(List<Contender> contenders, int rows, int turns) {
    contenders.forEach(Contender::pass);
    for (int turn = 0; turn < turns; turn++) {
      for (Contender contender : contenders) {
        long began = System.nanoTime();
        contender.pass();
        double seconds = (System.nanoTime() - began) * 1e-9;
        speeds.computeIfAbsent(contender.name(), name -> new ArrayList<>()).add(rows / seconds);
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
        "%-28s %12s %12s %12s %8s%n"
            .formatted("samples a second", "median", "min", "max", "ratio"));
    speeds.forEach(
        (name, values) ->
            table.append(
                "%-28s %,12.0f %,12.0f %,12.0f %8.1f%n"
                    .formatted(
                        name,
                        median(name),
                        values.stream().mapToDouble(v -> v).min().orElseThrow(),
                        values.stream().mapToDouble(v -> v).max().orElseThrow(),
                        median(name) / median(last))));
    return table.toString();
  }
}
