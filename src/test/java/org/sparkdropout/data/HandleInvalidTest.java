package org.sparkdropout.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HandleInvalidTest {
  @Test
  void of_everyParamValue_findsItsPolicy() {
    for (HandleInvalid policy : HandleInvalid.values()) {
      assertThat(HandleInvalid.of(policy.param())).isEqualTo(policy);
    }
  }

  @Test
  void of_anotherValue_isRefused() {
    assertThatThrownBy(() -> HandleInvalid.of("ERROR"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("handleInvalid must be error, skip or keep. Provided value: ERROR");
  }
}
