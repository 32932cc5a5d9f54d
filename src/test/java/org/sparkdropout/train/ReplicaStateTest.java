package org.sparkdropout.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplicaStateTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1000, (1 << 18) - 1, 1 << 18, (1 << 18) + 1, 600_000})
  void state_serialisedAndBack_hasTheSameBits(int length) throws Exception {
    float[] weights = new float[length];
    float[] velocity = new float[length];
    for (int i = 0; i < length; i++) {
      weights[i] = Float.intBitsToFloat(i * 0x9E3779B1);
      velocity[i] = -i;
    }
    ReplicaState back = roundTrip(new ReplicaState(weights, velocity));
    assertThat(bits(back.weights())).isEqualTo(bits(weights));
    assertThat(back.velocity()).isEqualTo(velocity);
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }

  private static ReplicaState roundTrip(ReplicaState state) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(state);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (ReplicaState) in.readObject();
    }
  }
}
