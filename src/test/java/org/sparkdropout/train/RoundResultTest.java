package org.sparkdropout.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.commons.lang3.SerializationUtils;
import org.junit.jupiter.api.Test;

class RoundResultTest {
  /** Those of DL4J's Adam are twice as long, and a network without an updater keeps none. */
  @Test
  void state_whoseOptimizerKeepsArraysOfOtherLengths_arrivesAsItWas() {
    TrainState state = new TrainState(new float[] {1, 2}, new float[] {3, 4, 5, 6}, new float[0]);
    RoundResult sent = new RoundResult(Tallies.report(4, 7), state, Optional.empty());
    RoundResult arrived = SerializationUtils.clone(sent);
    assertThat(arrived.isDifference()).isFalse();
    assertThat(arrived.report().examples()).isEqualTo(7);
    assertThat(arrived.state().all()).isDeepEqualTo(new float[][] {{1, 2}, {3, 4, 5, 6}, {}});
  }
}
