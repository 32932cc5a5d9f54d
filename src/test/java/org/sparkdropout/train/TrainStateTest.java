package org.sparkdropout.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainStateTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1000, (1 << 18) - 1, 1 << 18, (1 << 18) + 1, 600_000})
  void state_serialisedAndBack_hasTheSameBits(int length) throws Exception {
    float[] weights = new float[length];
    float[] velocity = new float[length];
    for (int i = 0; i < length; i++) {
      weights[i] = Float.intBitsToFloat(i * 0x9E3779B1);
      velocity[i] = -i;
    }
    TrainState back = roundTrip(new TrainState(weights, velocity));
    assertThat(bits(back.weights())).isEqualTo(bits(weights));
    assertThat(back.arrays()[0]).isEqualTo(velocity);
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }

  private static TrainState roundTrip(TrainState state) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(state);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (TrainState) in.readObject();
    }
  }

  @Test
  void writable_ofASharedState_isACopy() {
    TrainState shared = new TrainState(new float[] {1, 2}, new float[] {3, 4});
    TrainState copy = shared.writable();
    copy.weights()[0] = 9;
    copy.arrays()[0][1] = 9;
    assertThat(shared.weights()).containsExactly(1, 2);
    assertThat(shared.arrays()[0]).containsExactly(3, 4);
    assertThat(copy.writable()).isSameAs(copy);
  }

  @Test
  void state_thatHasTravelled_isShared() throws Exception {
    TrainState own = TrainState.unshared(new float[] {1}, new float[] {2});
    assertThat(own.writable()).isSameAs(own);
    TrainState travelled = roundTrip(own);
    assertThat(travelled.writable()).isNotSameAs(travelled);
  }
}
