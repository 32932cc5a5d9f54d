package org.sparkdropout.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sparkdropout.data.DataProfile;
import org.sparkdropout.data.Defect;
import org.sparkdropout.head.Tally;
import org.sparkdropout.train.BestEpoch;
import org.sparkdropout.train.CommonState;
import org.sparkdropout.train.EpochRecord;
import org.sparkdropout.train.EpochTotals;
import org.sparkdropout.train.RunState;
import org.sparkdropout.train.TrainState;
import org.sparkdropout.train.Validation;

/** States of runs, with figures whose bits are easily lost. */
final class States {
  private static final int PARAMETERS = 300;

  private States() {}

  static Checkpoint checkpoint(int epochs) {
    return new Checkpoint(run(), state(epochs), Instant.parse("2026-01-02T03:04:05.000000006Z"));
  }

  static RunIdentity run() {
    DataProfile profile =
        new DataProfile(
            12,
            7,
            3,
            2,
            new TreeMap<>(Map.of(Defect.NAN_LABEL, 2L)),
            5,
            2,
            List.of(4L, 3L),
            Optional.empty());
    TreeMap<String, String> settings =
        new TreeMap<>(Map.of("maxIter", "20", "hiddenDropout", "[0.5]"));
    return new RunIdentity(settings, profile, "0a", "0b", 3, 1.0 / 3, "1.0");
  }

  private static RunState state(int epochs) {
    Random random = new Random(epochs);
    List<EpochRecord> history = new ArrayList<>();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      Validation held = new Validation(random.nextDouble(), random.nextDouble());
      Optional<Validation> validation = epoch % 2 == 0 ? Optional.empty() : Optional.of(held);
      history.add(new EpochRecord(epoch, random.nextDouble(), 0.1, validation, 0.3, 1e9, 2, 1e-9));
    }
    Tally tally = Tally.of(new Tally.Sums(77, random.nextDouble(), Double.MIN_VALUE, 1.0 / 7));
    return new RunState(
        new CommonState(
            new TrainState(floats(random), floats(random), floats(random)),
            floats(random),
            floats(random)),
        new EpochTotals(2, tally, 0.1, 0.3),
        history,
        new BestEpoch(1, Double.POSITIVE_INFINITY, floats(random)),
        new TreeSet<>(List.of("Haswell", "Zen")));
  }

  private static float[] floats(Random random) {
    float[] values = new float[PARAMETERS];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.intBitsToFloat(random.nextInt());
    }
    values[0] = -0f;
    values[1] = Float.MIN_VALUE;
    return values;
  }

  static void requireSame(RunState actual, RunState expected) {
    assertThat(actual.history()).isEqualTo(expected.history());
    assertThat(actual.kernelFamilies()).isEqualTo(expected.kernelFamilies());
    assertThat(actual.unfinished().tally().sums()).isEqualTo(expected.unfinished().tally().sums());
    assertThat(actual.unfinished().rounds()).isEqualTo(expected.unfinished().rounds());
    assertThat(actual.unfinished().stepSeconds()).isEqualTo(expected.unfinished().stepSeconds());
    assertThat(actual.unfinished().roundSeconds()).isEqualTo(expected.unfinished().roundSeconds());
    assertThat(actual.best().epoch()).isEqualTo(expected.best().epoch());
    assertThat(actual.best().watched()).isEqualTo(expected.best().watched());
    requireSame(actual.best().weights(), expected.best().weights());
    requireSame(actual.common().outerVelocity(), expected.common().outerVelocity());
    requireSame(actual.common().replica().weights(), expected.common().replica().weights());
    requireSame(actual.common().weightAverage(), expected.common().weightAverage());
    for (int array = 0; array < 2; array++) {
      float[] kept = actual.common().replica().arrays()[array];
      requireSame(kept, expected.common().replica().arrays()[array]);
    }
  }

  private static void requireSame(float[] actual, float[] expected) {
    assertThat(bits(actual)).containsExactly(bits(expected));
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }
}
