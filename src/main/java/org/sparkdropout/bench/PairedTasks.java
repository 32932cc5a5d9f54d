package org.sparkdropout.bench;

import java.util.ArrayList;
import java.util.List;
import org.sparkdropout.bench.PairedReport.Pair;
import org.sparkdropout.bench.PairedReport.Times;

/**
 * Tasks that two contenders both do, timed in alternation.
 *
 * <p>Every task runs once for each contender to warm up. In the timed turns the contender that goes
 * first changes from turn to turn, so that neither always finds the caches the other has filled.
 */
final class PairedTasks {
  private final String ours;
  private final String peer;
  private final List<Task> tasks = new ArrayList<>();

  /**
   * No tasks yet.
   *
   * @param ours the name of the first contender
   * @param peer the name of the second one, to which times are held
   */
  PairedTasks(String ours, String peer) {
    this.ours = ours;
    this.peer = peer;
  }

  /** One task. Each contender's work returns the seconds that count. */
  private record Task(String name, Work ours, Work peer) {}

  /** What a contender does. */
  @FunctionalInterface
  interface Work {
    /** Does it once; gives the seconds that count. */
    double seconds();

    /** Work of which all the time counts. */
    static Work timed(Runnable work) {
      return () -> {
        long began = System.nanoTime();
        work.run();
        return (System.nanoTime() - began) * 1e-9;
      };
    }
  }

  String ours() {
    return ours;
  }

  String peer() {
    return peer;
  }

  /** Adds a task. */
  void add(String name, Work oursDoes, Work peerDoes) {
    tasks.add(new Task(name, oursDoes, peerDoes));
  }

  /**
   * Runs every task.
   *
   * @param turns timed turns of each contender, at least 1
   * @return the times of each task, in the order in which the tasks were added
   * @throws IllegalArgumentException if there is no task, or no turn
   */
  List<Pair> run(int turns) {
    if (tasks.isEmpty() || turns < 1) {
      throw new IllegalArgumentException(
          "A bench needs at least one task and one turn. Provided: %d and %d"
              .formatted(tasks.size(), turns));
    }
    return tasks.stream().map(task -> run(task, turns)).toList();
  }

  private Pair run(Task task, int turns) {
    task.ours().seconds();
    task.peer().seconds();
    List<Double> oursTook = new ArrayList<>();
    List<Double> peerTook = new ArrayList<>();
    for (int turn = 1; turn <= turns; turn++) {
      if (turn % 2 == 0) {
        peerTook.add(task.peer().seconds());
        oursTook.add(task.ours().seconds());
      } else {
        oursTook.add(task.ours().seconds());
        peerTook.add(task.peer().seconds());
      }
      System.err.printf(
          "turn %d of %d  %-42s %10.3f s %10.3f s%n",
          turn, turns, task.name(), oursTook.get(turn - 1), peerTook.get(turn - 1));
    }
    return new Pair(task.name(), new Times(oursTook), new Times(peerTook));
  }
}
