package org.sparkdropout.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sparkdropout.ml.DropoutClassifier;

class ArmPairTest {
  private static Arm plain(String name) {
    return new Arm(name, new DropoutClassifier());
  }

  private static Arm swept(String line, String value) {
    return new Arm(
        line + value,
        new DropoutClassifier(),
        Arm.Beside.NOTHING,
        Optional.of(new SweepPoint(line, value)));
  }

  @Test
  void of_withoutASweep_comparesWithTheFirst() {
    assertThat(ArmPair.of(List.of(plain("a"), plain("b"), plain("c"))))
        .containsExactly(new ArmPair(1, 0), new ArmPair(2, 0));
  }

  @Test
  void of_sweepOfOneLine_comparesWithTheFirstValue() {
    assertThat(ArmPair.of(List.of(swept("a", "1"), swept("a", "2"), swept("a", "3"))))
        .containsExactly(new ArmPair(1, 0), new ArmPair(2, 0));
  }

  @Test
  void of_sweepOfLines_comparesArmsOfOneValue() {
    assertThat(ArmPair.of(lines())).containsExactly(new ArmPair(2, 0), new ArmPair(3, 1));
  }

  private static List<Arm> lines() {
    return List.of(swept("a", "1"), swept("a", "2"), swept("b", "1"), swept("b", "2"));
  }

  /** No other arm takes the place of a baseline that is gone. */
  @Test
  void ofRest_someGone_areThePairsThatAreWhole() {
    List<Arm> all = lines();
    assertThat(ArmPair.ofRest(all, List.of(all.get(1), all.get(2), all.get(3))))
        .containsExactly(new ArmPair(2, 0));
    assertThat(ArmPair.ofRest(all, all.subList(0, 2))).isEmpty();
  }
}
