package org.sparkdropout.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.MapOutputTrackerMaster;
import org.apache.spark.SparkEnv;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.BlockManager;
import org.apache.spark.storage.RDDBlockId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparkdropout.data.Dealing;
import org.sparkdropout.data.Shards;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.network.Activation;
import org.sparkdropout.network.Topology;
import org.sparkdropout.optimizer.AdamW;
import org.sparkdropout.optimizer.Muon;
import org.sparkdropout.optimizer.Optimizer;
import org.sparkdropout.optimizer.ScheduleFree;
import org.sparkdropout.testing.SparkTest;
import scala.collection.JavaConverters;

@SparkTest
class RoundsTest {
  private static final int ROUNDS = SlicedRounds.ANCHOR_ROUNDS + 3;

  private final JavaSparkContext context;

  RoundsTest(SparkSession session) {
    this.context = JavaSparkContext.fromSparkContext(session.sparkContext());
  }

  static Stream<Arguments> runs() {
    OuterStep nesterov = new OuterStep(0.7, 0.9);
    return Stream.of(
        Arguments.of(Dropout.Sharing.EXAMPLE, 1, 1, OuterStep.AVERAGE),
        Arguments.of(Dropout.Sharing.EXAMPLE, 3, 3, nesterov),
        Arguments.of(Dropout.Sharing.EXAMPLE, 2, 7, nesterov),
        Arguments.of(Dropout.Sharing.BATCH, 2, 2, OuterStep.AVERAGE),
        Arguments.of(Dropout.Sharing.ROUND, 5, 5, OuterStep.AVERAGE),
        Arguments.of(Dropout.Sharing.ROUND, 2, 40, OuterStep.AVERAGE),
        Arguments.of(Dropout.Sharing.ROUND, 2, 2, nesterov));
  }

  /** Rounds enough for slices to be anchored anew; of forty slices some are empty. */
  @ParameterizedTest
  @MethodSource("runs")
  void slices_giveTheBitsOfTheDriver(
      Dropout.Sharing sharing, int replicas, int slices, OuterStep outerStep) {
    BlasPlan plan = plan(sharing, replicas, outerStep);
    Engine engine = new BlasEngine(plan);
    try (Shards shards =
            new Dealing(1, replicas).deal(context.parallelize(Plans.examples(123, 1), 3));
        Rounds onDriver = new DriverRounds(plan.run(), engine, shards, start(plan));
        Rounds inSlices =
            new SlicedRounds(plan.run(), engine, slicing(engine, slices), shards, start(plan))) {
      assertThat(inSlices.scoredWeights()).containsExactly(onDriver.scoredWeights());
      for (int number = 0; number < ROUNDS; number++) {
        Round round = new Round(number, 0, 2, 2);
        List<ReplicaReport> expected = onDriver.run(round, "driver");
        List<ReplicaReport> actual = inSlices.run(round, "slices");
        assertThat(actual).extracting(ReplicaReport::replica).hasSize(replicas).isSorted();
        assertThat(actual)
            .extracting(report -> report.tally().meanLoss())
            .containsExactlyElementsOf(
                expected.stream().map(report -> report.tally().meanLoss()).toList());
      }
      assertThat(inSlices.scoredWeights()).containsExactly(onDriver.scoredWeights());
      assertThat(inSlices.state().replica().arrays()[0])
          .containsExactly(onDriver.state().replica().arrays()[0]);
      assertThat(inSlices.state().outerVelocity())
          .containsExactly(onDriver.state().outerVelocity());
      assertThat(inSlices.scoredWeights()).isNotEqualTo(engine.initialState().weights());
    }
  }

  static Stream<Arguments> optimizers() {
    AdamW adamw = new AdamW(0.9, 0.99, 1e-8);
    return Stream.of(adamw, new Muon(0.9, adamw), new ScheduleFree(0.9, 0.99, 1e-8))
        .flatMap(
            optimizer ->
                Stream.of(Dropout.Sharing.values())
                    .map(
                        sharing ->
                            Arguments.of(optimizer, sharing, optimizer.equals(adamw) ? 0.9 : 0)));
  }

  /** Every array of the state is averaged, sliced and thinned, and the average of weights too. */
  @ParameterizedTest
  @MethodSource("optimizers")
  void slices_ofEveryOptimizer_giveTheBitsOfTheDriver(
      Optimizer optimizer, Dropout.Sharing sharing, double decay) {
    BlasPlan plan =
        Plans.averaged(
            Plans.by(plan(sharing, 3, OuterStep.AVERAGE), optimizer),
            OuterStep.AVERAGE,
            new WeightAverage(decay),
            AveragingPath.SLICES);
    Engine engine = new BlasEngine(plan);
    try (Shards shards = new Dealing(1, 3).deal(context.parallelize(Plans.examples(123, 1), 3));
        Rounds onDriver = new DriverRounds(plan.run(), engine, shards, start(plan));
        Rounds inSlices =
            new SlicedRounds(plan.run(), engine, slicing(engine, 4), shards, start(plan))) {
      runThree(onDriver, inSlices);
      CommonState expected = onDriver.state();
      CommonState actual = inSlices.state();
      assertThat(actual.replica().all()).isDeepEqualTo(expected.replica().all());
      assertThat(actual.replica().arrays()).hasNumberOfRows(2);
      assertThat(actual.weightAverage()).containsExactly(expected.weightAverage());
      assertThat(inSlices.scoredWeights()).containsExactly(onDriver.scoredWeights());
      boolean plain = decay == 0 && !(optimizer instanceof ScheduleFree);
      assertThat(Arrays.equals(inSlices.scoredWeights(), actual.replica().weights()))
          .isEqualTo(plain);
    }
  }

  @ParameterizedTest
  @EnumSource(Dropout.Sharing.class)
  void slices_ofRoundedDifferences_giveTheBitsOfTheDriver(Dropout.Sharing sharing) {
    BlasPlan exact = plan(sharing, 3, new OuterStep(0.7, 0.9, 2));
    BlasPlan plan = Plans.rounded(exact);
    Engine engine = new BlasEngine(plan);
    try (Shards shards = new Dealing(1, 3).deal(context.parallelize(Plans.examples(123, 1), 3));
        Rounds onDriver = new DriverRounds(plan.run(), engine, shards, start(plan));
        Rounds unrounded =
            new DriverRounds(exact.run(), new BlasEngine(exact), shards, start(exact));
        Rounds inSlices =
            new SlicedRounds(plan.run(), engine, slicing(engine, 4), shards, start(plan))) {
      runThree(onDriver, inSlices, unrounded);
      float[][] expected = onDriver.state().replica().all();
      assertThat(inSlices.state().replica().all()).isDeepEqualTo(expected);
      assertThat(expected[0]).isNotEqualTo(unrounded.scoredWeights());
      for (int i = 0; i < expected[0].length; i++) {
        assertThat(expected[0][i]).isCloseTo(unrounded.scoredWeights()[i], within(0.02f));
      }
    }
  }

  private static void runThree(Rounds... all) {
    for (int number = 0; number < 3; number++) {
      for (Rounds rounds : all) {
        rounds.run(new Round(number, 0, 2, 2), "round");
      }
    }
  }

  private static CommonState start(BlasPlan plan) {
    return CommonState.initial(new BlasEngine(plan), plan.run());
  }

  private static BlasPlan plan(Dropout.Sharing sharing, int replicas, OuterStep outerStep) {
    Topology topology = new Topology(Plans.WIDTH, new int[] {9, 6}, 2, Activation.RELU);
    TrainingPlan run = Plans.run(topology, replicas, ROUNDS, 16, EarlyStopping.NEVER);
    BlasPlan plan = Plans.plan(sharing, topology, 0.4, run, 0.05);
    return Plans.averaged(plan, outerStep, AveragingPath.SLICES);
  }

  private static Slicing slicing(Engine engine, int slices) {
    return engine.slicing(slices).orElseThrow();
  }

  /** Spark computes lost slices again, from where the driver last held the state. */
  @Test
  void slices_thatAreLost_comeBackWithTheSameBits() {
    BlasPlan plan = plan(Dropout.Sharing.EXAMPLE, 2, new OuterStep(0.7, 0.9));
    Engine engine = new BlasEngine(plan);
    try (Shards shards = new Dealing(1, 2).deal(context.parallelize(Plans.examples(60, 1), 2));
        Rounds onDriver = new DriverRounds(plan.run(), engine, shards, start(plan));
        Rounds inSlices =
            new SlicedRounds(plan.run(), engine, slicing(engine, 2), shards, start(plan))) {
      for (int number = 0; number < 7; number++) {
        Round round = new Round(number, 0, 2, 2);
        onDriver.run(round, "driver");
        inSlices.run(round, "slices");
        loseSlices(shards.blocks().id());
      }
      assertThat(inSlices.scoredWeights()).containsExactly(onDriver.scoredWeights());
    }
  }

  @ParameterizedTest
  @EnumSource(Dropout.Sharing.class)
  void weights_stayAsTheyWere_afterLaterRounds(Dropout.Sharing sharing) {
    BlasPlan plan = plan(sharing, 2, OuterStep.AVERAGE);
    CommonState start = start(plan);
    float[] initial = start.replica().weights().clone();
    Engine engine = new BlasEngine(plan);
    try (Shards shards = new Dealing(1, 2).deal(context.parallelize(Plans.examples(60, 1), 2));
        Rounds rounds = new DriverRounds(plan.run(), engine, shards, start)) {
      rounds.run(new Round(0, 0, 2, 2), "first");
      float[] taken = rounds.scoredWeights();
      float[] then = taken.clone();
      rounds.run(new Round(1, 0, 2, 2), "second");
      assertThat(taken).containsExactly(then).isNotEqualTo(rounds.scoredWeights());
      assertThat(start.replica().weights()).containsExactly(initial);
    }
  }

  private void loseSlices(int shards) {
    BlockManager blocks = SparkEnv.get().blockManager();
    int lost = 0;
    for (int rdd : context.getPersistentRDDs().keySet()) {
      if (rdd != shards && blocks.getStatus(new RDDBlockId(rdd, 1)).isDefined()) {
        blocks.removeBlock(new RDDBlockId(rdd, 1), true);
        lost++;
      }
    }
    assertThat(lost).isEqualTo(1);
  }

  @Test
  void slices_leaveNothingPersistedBehind() {
    BlasPlan plan = plan(Dropout.Sharing.EXAMPLE, 2, OuterStep.AVERAGE);
    Shards shards = new Dealing(1, 2).deal(context.parallelize(Plans.examples(60, 1), 2));
    int before = context.getPersistentRDDs().size();
    BlasEngine engine = new BlasEngine(plan);
    try (Rounds rounds =
        new SlicedRounds(plan.run(), engine, slicing(engine, 2), shards, start(plan))) {
      for (int number = 0; number < ROUNDS; number++) {
        rounds.run(new Round(number, 0, 2, 2), "slices");
        assertThat(context.getPersistentRDDs()).hasSize(before + 1);
      }
      rounds.scoredWeights();
    }
    assertThat(context.getPersistentRDDs()).hasSize(before);
    shards.close();
  }

  /** What other tests have left may be cleaned meanwhile. */
  @Test
  void aRoundThatFails_leavesNothingBehind() {
    BlasPlan plan = plan(Dropout.Sharing.EXAMPLE, 2, OuterStep.AVERAGE);
    BlasEngine engine = new BlasEngine(plan);
    try (Shards shards = new Dealing(1, 2).deal(context.parallelize(Plans.examples(60, 1), 2))) {
      Set<Integer> persisted = Set.copyOf(context.getPersistentRDDs().keySet());
      Set<Integer> shuffled = shuffles();
      try (Rounds rounds =
          new SlicedRounds(plan.run(), engine, slicing(engine, 2), shards, start(plan))) {
        rounds.run(new Round(0, 0, 2, 2), "slices");
        Round withoutEnd = new Round(1, 0, -1, 2);
        assertThatThrownBy(() -> rounds.run(withoutEnd, "fails"))
            .isInstanceOf(SparkException.class);
      }
      assertThat(persisted).containsAll(context.getPersistentRDDs().keySet());
      assertThat(shuffled).containsAll(shuffles());
    }
  }

  private static Set<Integer> shuffles() {
    MapOutputTrackerMaster outputs = (MapOutputTrackerMaster) SparkEnv.get().mapOutputTracker();
    return JavaConverters.setAsJavaSet(outputs.shuffleStatuses().keySet()).stream()
        .map(Integer.class::cast)
        .collect(Collectors.toSet());
  }

  @Test
  void path_isChosenBySizeAndPlace() {
    long bytes = 8 * 3_000_000;
    assertThat(AveragingPath.AUTO.resolve(2, bytes, true)).isEqualTo(AveragingPath.DRIVER);
    assertThat(AveragingPath.AUTO.resolve(2, bytes, false)).isEqualTo(AveragingPath.SLICES);
    assertThat(AveragingPath.AUTO.resolve(2, 8000, false)).isEqualTo(AveragingPath.DRIVER);
    assertThat(AveragingPath.SLICES.resolve(2, 8000, true)).isEqualTo(AveragingPath.SLICES);
    assertThat(AveragingPath.DRIVER.resolve(99, bytes, false)).isEqualTo(AveragingPath.DRIVER);
  }
}
