package org.sparkdropout.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparkdropout.bench.PairedReport.Pair;
import org.sparkdropout.bench.PairedTasks.Work;

class PairedTasksTest {
  private final List<String> log = new ArrayList<>();

  private Work work(String name) {
    return () -> {
      log.add(name);
      return log.size();
    };
  }

  @Test
  void run_warmsUpAndLetsTheOtherGoFirstInEverySecondTurn() {
    PairedTasks tasks = new PairedTasks("us", "them");
    tasks.add("sort", work("a"), work("b"));
    tasks.add("count", work("c"), work("d"));
    List<Pair> pairs = tasks.run(2);
    assertThat(log).containsExactly("a", "b", "a", "b", "b", "a", "c", "d", "c", "d", "d", "c");
    assertThat(pairs).extracting(Pair::task).containsExactly("sort", "count");
    assertThat(pairs.get(0).ours().turns()).containsExactly(3.0, 6.0);
    assertThat(pairs.get(0).peer().turns()).containsExactly(4.0, 5.0);
  }

  @Test
  void timed_countsTheSecondsOfTheWork() {
    long began = System.nanoTime();
    double seconds = Work.timed(() -> log.add("done")).seconds();
    assertThat(log).containsExactly("done");
    assertThat(seconds).isBetween(0.0, (System.nanoTime() - began) * 1e-9);
  }

  @Test
  void run_ofNothing_isRefused() {
    assertThatThrownBy(() -> new PairedTasks("us", "them").run(3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A bench needs at least one task and one turn. Provided: 0 and 3");
  }
}
