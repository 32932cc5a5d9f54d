package org.sparkdropout.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.dropout.ThinnedNetwork;
import org.sparkdropout.dropout.ThinnedParameters;
import org.sparkdropout.network.Activation;
import org.sparkdropout.network.Topology;
import org.sparkdropout.random.Streams;

class ThinnedAverageTest {
  private static final Topology TOPOLOGY = new Topology(3, new int[] {6, 5}, 2, Activation.RELU);

  private static ThinnedNetwork thinned(int replica) {
    Dropout dropout =
        Dropout.of(Dropout.Kind.CLASSIC, Dropout.Sharing.ROUND, 0, new double[] {0.5}, TOPOLOGY);
    ThinnedNetwork thinned = ThinnedNetwork.of(TOPOLOGY, dropout);
    thinned.draw(new Streams(9), replica, 0, 0);
    return thinned;
  }

  private static float[] random(int length, Random random) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** Against sums over scattered copies, a mark telling which parameters a replica had. */
  @Test
  void average_isOverTheReplicasThatHadAParameter() {
    Random random = new Random(1);
    int[] examples = {10, 30, 20};
    float[] start = random(TOPOLOGY.parameters(), random);
    List<RoundResult> results = new ArrayList<>();
    double[] sums = new double[start.length];
    double[] present = new double[start.length];
    for (int replica = 0; replica < 3; replica++) {
      ThinnedNetwork thinned = thinned(replica);
      float[] values = random(thinned.topology().parameters(), random);
      results.add(result(replica, thinned, values, examples[replica]));
      add(sums, present, thinned, values, examples[replica]);
    }
    float[] average =
        Averaging.average(new TrainState(start, start.clone()), results, 0, IntStream::parallel)
            .weights();
    int untouched = 0;
    for (int i = 0; i < start.length; i++) {
      float expected = present[i] > 0 ? (float) (sums[i] / present[i]) : start[i];
      untouched += present[i] > 0 ? 0 : 1;
      assertThat(average[i]).isCloseTo(expected, within(1e-6f));
    }
    assertThat(untouched).isPositive();
  }

  private static RoundResult result(
      int replica, ThinnedNetwork thinned, float[] values, int examples) {
    return new RoundResult(
        Tallies.report(replica, examples),
        new TrainState(values, values.clone()),
        Optional.of(thinned));
  }

  private static void add(
      double[] sums, double[] present, ThinnedNetwork thinned, float[] values, int examples) {
    float[] scattered = new float[sums.length];
    float[] marks = new float[sums.length];
    float[] ones = new float[values.length];
    Arrays.fill(ones, 1f);
    ThinnedParameters.scatter(thinned, scattered, values);
    ThinnedParameters.scatter(thinned, marks, ones);
    for (int i = 0; i < sums.length; i++) {
      sums[i] += (double) examples * scattered[i];
      present[i] += examples * marks[i];
    }
  }

  @Test
  void average_ofOneThinnedReplica_replacesItsParametersAlone() {
    float[] start = random(TOPOLOGY.parameters(), new Random(2));
    ThinnedNetwork thinned = thinned(0);
    float[] values = random(thinned.topology().parameters(), new Random(3));
    float[] expected = start.clone();
    ThinnedParameters.scatter(thinned, expected, values);
    TrainState average =
        Averaging.average(
            new TrainState(start, start.clone()),
            List.of(result(0, thinned, values, 7)),
            0,
            IntStream::sequential);
    assertThat(average.weights()).containsExactly(expected);
    assertThat(average.arrays()[0]).containsExactly(expected);
  }

  @Test
  void average_isWrittenOverTheState_unlessThatIsShared() {
    float[] before = random(TOPOLOGY.parameters(), new Random(4));
    ThinnedNetwork thinned = thinned(0);
    float[] values = random(thinned.topology().parameters(), new Random(5));
    TrainState own = TrainState.unshared(before.clone(), before.clone());
    TrainState shared = new TrainState(before.clone(), before.clone());
    TrainState over =
        Averaging.average(own, List.of(result(0, thinned, values, 7)), 0, IntStream::sequential);
    TrainState beside =
        Averaging.average(shared, List.of(result(0, thinned, values, 7)), 0, IntStream::sequential);
    assertThat(over).isSameAs(own);
    assertThat(shared.weights()).containsExactly(before);
    assertThat(shared.arrays()[0]).containsExactly(before);
    assertThat(beside.weights()).containsExactly(over.weights()).isNotEqualTo(before);
  }
}
