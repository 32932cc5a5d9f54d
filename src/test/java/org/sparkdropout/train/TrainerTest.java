package org.sparkdropout.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sparkdropout.blas.Precision;
import org.sparkdropout.data.Dealing;
import org.sparkdropout.data.Example;
import org.sparkdropout.data.Shard;
import org.sparkdropout.data.Shards;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.network.Activation;
import org.sparkdropout.network.Topology;
import org.sparkdropout.testing.SparkTest;

@SparkTest
class TrainerTest {
  private static JavaSparkContext context;

  @BeforeAll
  static void takeSpark(SparkSession session) {
    context = JavaSparkContext.fromSparkContext(session.sparkContext());
  }

  private static Shards shards(int rows, int replicas, long seed) {
    return new Dealing(seed, replicas).deal(context.parallelize(Plans.examples(rows, seed), 3));
  }

  private static TrainingResult train(BlasPlan plan, Shards training, Shards validation) {
    Optional<Shards> held = Optional.ofNullable(validation);
    return new Trainer(
            plan.run(),
            new BlasEngine(plan),
            training,
            held,
            Checkpoints.NONE,
            TrainingListener.NONE)
        .train();
  }

  @ParameterizedTest
  @EnumSource(Dropout.Sharing.class)
  void train_learnsAndRecordsEveryEpoch(Dropout.Sharing sharing) {
    BlasPlan plan = Plans.plan(sharing, 3, 8, 0.1, EarlyStopping.NEVER);
    TrainingResult result = train(plan, shards(500, 3, 1), shards(200, 3, 2));
    assertThat(result.history()).hasSize(8);
    assertThat(result.history())
        .extracting(EpochRecord::epoch)
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(result.bestEpoch()).isEqualTo(8);
    assertThat(result.stoppedEarly()).isFalse();
    EpochRecord last = result.history().get(7);
    assertThat(last.loss()).isLessThan(result.history().get(0).loss());
    assertThat(last.validation().orElseThrow().error()).isLessThan(0.1);
    assertThat(last.samplesPerSecond()).isPositive();
  }

  @Test
  void train_onUnevenShards_seesEveryExampleOnceAnEpoch() {
    BlasPlan plan = Plans.plan(7, 1, 0.1, EarlyStopping.NEVER);
    Shards training = shards(500, 7, 1);
    BlasEngine engine = new BlasEngine(plan);
    List<Long> seen =
        training
            .blocks()
            .mapPartitionsWithIndex(
                (replica, blocks) -> {
                  Round round = new Round(0, 0, 5, 5);
                  RoundResult result =
                      engine.train(engine.initialState(), Shard.of(blocks), replica, round);
                  return List.of(result.report().examples()).iterator();
                },
                true)
            .collect();
    assertThat(seen).containsExactly(72L, 72L, 72L, 71L, 71L, 71L, 71L);
  }

  @Test
  void train_withReplicasOfDifferentNumbersOfSteps_works() {
    BlasPlan plan = Plans.plan(2, 1, 0.1, EarlyStopping.NEVER);
    TrainingResult result = train(plan, shards(65, 2, 1), null);
    assertThat(result.weights()).doesNotContain(Float.NaN);
  }

  @Test
  void train_withPatience_restoresTheBestEpoch() {
    EarlyStopping stopping = new EarlyStopping(EarlyStopping.Metric.LOSS, 2);
    Shards training = shards(60, 2, 1);
    Shards validation = shards(60, 2, 9);
    TrainingResult stopped = train(Plans.plan(2, 60, 1.0, stopping), training, validation);
    assertThat(stopped.stoppedEarly()).isTrue();
    assertThat(stopped.history()).hasSize(stopped.bestEpoch() + 2);
    double best = watched(stopped, stopped.bestEpoch());
    assertThat(stopped.history())
        .allSatisfy(
            epoch ->
                assertThat(epoch.validation().orElseThrow().loss()).isGreaterThanOrEqualTo(best));
    TrainingResult untilBest =
        train(Plans.plan(2, stopped.bestEpoch(), 1.0, EarlyStopping.NEVER), training, validation);
    assertThat(stopped.weights()).containsExactly(untilBest.weights());
  }

  private static double watched(TrainingResult result, int epoch) {
    return result.history().get(epoch - 1).validation().orElseThrow().loss();
  }

  @Test
  void train_withPatienceAndNoValidationRows_isRefused() {
    BlasPlan plan = Plans.plan(2, 3, 0.1, new EarlyStopping(EarlyStopping.Metric.LOSS, 2));
    assertThatThrownBy(() -> train(plan, shards(60, 2, 1), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "patience needs validation rows. Provided: patience = 2 without any. Set"
                + " validationFraction or validationIndicatorCol");
  }

  @Test
  void train_thatDiverges_namesReplicaEpochStepAndRate() {
    BlasPlan plan = Plans.plan(2, 30, 1e30, EarlyStopping.NEVER);
    assertThatThrownBy(() -> train(plan, shards(60, 2, 1), null))
        .isInstanceOf(DivergedException.class)
        .hasMessageMatching(
            "The loss must stay finite\\. Replica \\d diverged in epoch \\d+ at step \\d+ with"
                + " learning rate 1\\.0E30\\. Lower learningRate, or set gradientClip, such as 1\\."
                + " If the features are not scaled, set prepare\\.scale = standard in a job, or put a"
                + " StandardScaler before the network in a pipeline");
  }

  @Test
  void train_onRowsOfWeightZero_goesOn() {
    List<Example> examples = new ArrayList<>();
    for (Example example : Plans.examples(60, 1)) {
      examples.add(
          new Example(
              example.features(), (int) example.target()[0], examples.size() < 40 ? 0f : 1f));
    }
    Topology topology = new Topology(Plans.WIDTH, new int[] {8}, 2, Activation.RELU);
    TrainingPlan ofOneRow = Plans.run(topology, 2, 2, 1, EarlyStopping.NEVER);
    BlasPlan plan = Plans.plan(Dropout.Sharing.EXAMPLE, topology, 0.3, ofOneRow, 0.1);
    Shards training = new Dealing(1, 2).deal(context.parallelize(examples, 3));
    assertThat(train(plan, training, null).history())
        .allSatisfy(epoch -> assertThat(epoch.loss()).isFinite());
  }

  /** Rounding to 8 bits changes a loss by a fraction of a per cent of what one epoch does. */
  @Test
  void train_inBfloat16_learnsAsInFloat32() {
    BlasPlan plan = Plans.plan(2, 6, 0.1, EarlyStopping.NEVER);
    Shards training = shards(400, 2, 1);
    List<EpochRecord> narrow =
        train(Plans.inPrecision(plan, Precision.BFLOAT16), training, null).history();
    List<EpochRecord> wide = train(plan, training, null).history();
    assertThat(wide.get(5).loss()).isLessThan(0.8 * wide.get(0).loss());
    for (int epoch = 0; epoch < 6; epoch++) {
      assertThat(narrow.get(epoch).loss()).isCloseTo(wide.get(epoch).loss(), withinPercentage(3));
    }
  }

  @Test
  void train_forNoEpochs_givesTheInitialWeights() {
    BlasPlan plan = Plans.plan(2, 0, 0.1, EarlyStopping.NEVER);
    TrainingResult result = train(plan, shards(60, 2, 1), null);
    assertThat(result.history()).isEmpty();
    assertThat(result.bestEpoch()).isZero();
    assertThat(result.weights()).containsExactly(new BlasEngine(plan).initialState().weights());
  }

  @Test
  void listener_hearsOfEveryRound() {
    List<String> heard = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void roundFinished(Progress progress) {
            heard.add(progress.epoch() + ":" + progress.round() + "/" + progress.rounds());
          }

          @Override
          public void epochFinished(EpochRecord epoch) {
            heard.add("end " + epoch.epoch());
          }
        };
    BlasPlan plan = Plans.plan(2, 2, 0.1, EarlyStopping.NEVER);
    Shards training = shards(120, 2, 1);
    new Trainer(
            plan.run(),
            new BlasEngine(plan),
            training,
            Optional.empty(),
            Checkpoints.NONE,
            listener)
        .train();
    assertThat(heard).containsExactly("1:1/2", "1:2/2", "end 1", "2:1/2", "2:2/2", "end 2");
  }

  @ParameterizedTest
  @EnumSource(Dropout.Sharing.class)
  void replicas_trainedFromOneState_differ(Dropout.Sharing sharing) {
    BlasPlan plan = Plans.plan(sharing, 2, 1, 0.1, EarlyStopping.NEVER);
    BlasEngine engine = new BlasEngine(plan);
    Round round = new Round(0, 0, 3, 3);
    List<float[]> weights =
        shards(60, 1, 1)
            .blocks()
            .mapPartitions(
                blocks -> {
                  Shard shard = Shard.of(blocks);
                  TrainState start = engine.initialState();
                  return List.of(
                          engine.train(start, shard, 0, round).state().weights(),
                          engine.train(start, shard, 1, round).state().weights(),
                          engine.train(start, shard, 1, round).state().weights(),
                          start.weights())
                      .iterator();
                })
            .collect();
    assertThat(weights.get(0)).isNotEqualTo(weights.get(1));
    assertThat(weights.get(2)).containsExactly(weights.get(1));
    assertThat(weights.get(3)).containsExactly(engine.initialState().weights());
  }
}
