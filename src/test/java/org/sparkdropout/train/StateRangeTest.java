package org.sparkdropout.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StateRangeTest {
  private static final int LENGTH = 200_000;

  private static TrainState state() {
    float[] weights = new float[LENGTH];
    float[] velocity = new float[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      weights[i] = i;
      velocity[i] = -i;
    }
    return new TrainState(weights, velocity);
  }

  private static byte[] written(Object object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    return bytes.toByteArray();
  }

  /** Ranges shorter and longer than what is written at a time, and none at all. */
  @ParameterizedTest
  @CsvSource({"0, 200000", "5, 6", "7, 7", "3, 150001", "0, 65536", "199999, 200000"})
  void range_hasTheSameValuesHereAndWhereItArrives(int from, int to) throws Exception {
    TrainState whole = state();
    StateRange range = new StateRange(whole, from, to);
    byte[] bytes = written(range);
    assertThat(bytes.length).isBetween(8 * (to - from), 8 * (to - from) + 10_000);
    TrainState arrived;
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      arrived = ((StateRange) in.readObject()).arrived();
    }
    float[] weights = Arrays.copyOfRange(whole.weights(), from, to);
    float[] velocity = Arrays.copyOfRange(whole.arrays()[0], from, to);
    assertThat(range.arrived().weights()).containsExactly(weights);
    assertThat(range.arrived().arrays()[0]).containsExactly(velocity);
    assertThat(arrived.weights()).containsExactly(weights);
    assertThat(arrived.arrays()[0]).containsExactly(velocity);
  }
}
