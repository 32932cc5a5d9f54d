package org.sparkdropout.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private final List<String> log = new ArrayList<>();

  private Contender contender(String name) {
    return new Contender() {
      private int turn;

      @Override
      public String name() {
        return name;
      }

      @Override
      public double samplesPerSecond() {
        log.add(name);
        return 10 * turn++;
      }

      @Override
      public void close() {
        log.add("close " + name);
      }
    };
  }

  @Test
  void run_warmsUpAndAlternates() throws Exception {
    Turns turns = new Turns();
    turns.add(() -> contender("a"));
    turns.add(() -> contender("b"));
    List<BenchReport.Speed> speeds = turns.run(2);
    assertThat(log).containsExactly("a", "b", "a", "b", "a", "b", "close a", "close b");
    assertThat(speeds).extracting(BenchReport.Speed::name).containsExactly("a", "b");
    assertThat(speeds.get(0).turns()).containsExactly(10.0, 20.0);
  }

  @Test
  void add_aPeerThatIsNotInstalled_leavesItOut() throws Exception {
    Turns turns = new Turns();
    turns.add(() -> contender("a"));
    turns.add(
        () -> {
          throw new MissingPeerException("install it", null);
        });
    assertThat(turns.run(1)).extracting(BenchReport.Speed::name).containsExactly("a");
  }

  @Test
  void run_ofNobody_isRefused() {
    assertThatThrownBy(() -> new Turns().run(3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A bench needs at least one contender and one turn. Provided: 0 and 3");
  }

  @Test
  void run_whereOneFails_closesAll() throws Exception {
    Turns turns = new Turns();
    turns.add(() -> contender("a"));
    turns.add(
        () ->
            new Contender() {
              @Override
              public String name() {
                return "broken";
              }

              @Override
              public double samplesPerSecond() {
                throw new IllegalStateException("no answer");
              }

              @Override
              public void close() {
                log.add("close broken");
                throw new IllegalStateException("no end");
              }
            });
    turns.add(() -> contender("b"));
    assertThatThrownBy(() -> turns.run(1)).hasMessage("no answer");
    assertThat(log).containsExactly("a", "close a", "close broken", "close b");
  }
}
