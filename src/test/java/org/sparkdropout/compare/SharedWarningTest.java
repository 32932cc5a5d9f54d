package org.sparkdropout.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharedWarningTest {
  /** An arm whose run with the seed 10 + i warns of the i-th text's letters. */
  private static ArmReport arm(String name, String... warnings) {
    List<RunReport> runs =
        IntStream.range(0, warnings.length).mapToObj(i -> run(10 + i, warnings[i])).toList();
    return new ArmReport(name, "", "", 1, 1, runs, null, Map.of(), Map.of(), null);
  }

  private static RunReport run(long seed, String letters) {
    List<String> warnings = letters.chars().mapToObj(Character::toString).toList();
    return new RunReport(
        seed, null, null, 0, 0, false, 0, "", new RoundTimes(0, 0, 0), "", List.of(), warnings);
  }

  @Test
  void of_runs_hasEachWarningOnceWithWhoGaveIt() {
    List<ArmReport> arms = List.of(arm("a", "xy", "xy", "x"), arm("b", "x", "zx", "x"));
    List<SharedWarning> found = SharedWarning.of(arms);
    assertThat(found).extracting(SharedWarning::text).containsExactly("x", "y", "z");
    assertThat(found)
        .extracting(warning -> warning.givenBy(2, 3))
        .containsExactly("all arms", "\"a\", seeds 10, 11", "\"b\", seed 11");
    assertThat(found)
        .extracting(warning -> warning.isOfAll(2, 3))
        .containsExactly(true, false, false);
  }

  @Test
  void givenBy_allRunsOfSomeArms_namesTheArms() {
    List<ArmReport> arms = List.of(arm("a", "x", "x"), arm("b", "", ""), arm("c", "", "x"));
    assertThat(SharedWarning.of(arms).get(0).givenBy(3, 2)).isEqualTo("\"a\"; \"c\", seed 11");
  }

  @Test
  void of_runsWithoutWarnings_isEmpty() {
    assertThat(SharedWarning.of(List.of(arm("a", "", "")))).isEmpty();
  }
}
