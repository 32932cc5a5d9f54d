package org.sparkdropout.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ChannelsLastDropoutTest {
  private static final LayerWorkspaceMgr NONE = LayerWorkspaceMgr.noWorkspaces();

  /** 40 examples of 3 x 2 x 25: each channel of each example is kept whole or dropped whole. */
  @Test
  void passes_dropWholeChannels() {
    ChannelsLastDropout dropout = new ChannelsLastDropout(0.75);
    INDArray ones = Nd4j.ones(40, 3, 2, 25);
    INDArray forward = dropout.applyDropout(ones.dup(), ones.ulike(), 0, 0, NONE);
    INDArray backward = dropout.backprop(ones.dup(), ones.ulike(), 0, 0);
    assertThat(backward).isEqualTo(forward);
    int kept = 0;
    for (int example = 0; example < 40; example++) {
      for (int channel = 0; channel < 25; channel++) {
        float first = forward.getFloat(example, 0, 0, channel);
        assertThat(first).isIn(0f, 1 / 0.75f);
        kept += first > 0 ? 1 : 0;
        for (int pixel = 1; pixel < 6; pixel++) {
          assertThat(forward.getFloat(example, pixel / 2, pixel % 2, channel)).isEqualTo(first);
        }
      }
    }
    // Binomial of 1,000: six standard deviations around 750.
    assertThat(kept).isBetween(668, 832);
  }

  @Test
  void backprop_withoutForward_isRefused() {
    ChannelsLastDropout dropout = new ChannelsLastDropout(0.5);
    INDArray ones = Nd4j.ones(1, 1, 1, 2);
    assertThatThrownBy(() -> dropout.backprop(ones, ones, 0, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("applyDropout must come before backprop");
  }

  @Test
  void retain_outOfRange_isRefused() {
    assertThatThrownBy(() -> new ChannelsLastDropout(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("retain must be in (0, 1]. Provided value: 0.0");
  }
}
