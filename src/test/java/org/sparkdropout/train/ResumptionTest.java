package org.sparkdropout.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparkdropout.checkpoint.CheckpointFolder;
import org.sparkdropout.checkpoint.CheckpointInterval;
import org.sparkdropout.checkpoint.Checkpointing;
import org.sparkdropout.checkpoint.RunIdentity;
import org.sparkdropout.data.DataProfile;
import org.sparkdropout.data.Dealing;
import org.sparkdropout.data.Shards;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.testing.SparkTest;

/** A run that is cut off after any round, and goes on from its checkpoint, ends with its bits. */
@SparkTest
class ResumptionTest {
  private static final int EPOCHS = 3;
  private static final int ROUNDS = 2;
  private static final CheckpointInterval EVERY_ROUND = new CheckpointInterval(0, Duration.ZERO);
  private static final CheckpointInterval EVERY_EPOCH = new CheckpointInterval(1, Duration.ZERO);

  @TempDir Path folder;
  private static Shards training;
  private static Shards validation;

  @BeforeAll
  static void deal(SparkSession session) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
    Dealing dealing = new Dealing(1, 2);
    training = dealing.deal(context.parallelize(Plans.examples(150, 1), 2));
    validation = dealing.deal(context.parallelize(Plans.examples(60, 2), 2));
  }

  /** Ends a run after some rounds, as a kill would. */
  private record CutOff(AtomicInteger rounds) implements TrainingListener {
    @Override
    public void roundFinished(Progress progress) {
      if (rounds.getAndDecrement() == 0) {
        throw new IllegalStateException("cut off");
      }
    }
  }

  static Stream<Arguments> runs() {
    EarlyStopping watch = new EarlyStopping(EarlyStopping.Metric.LOSS, 2);
    OuterStep nesterov = new OuterStep(0.7, 0.9);
    return Stream.of(
        Arguments.of(Dropout.Sharing.EXAMPLE, AveragingPath.DRIVER, OuterStep.AVERAGE, watch),
        Arguments.of(Dropout.Sharing.EXAMPLE, AveragingPath.SLICES, nesterov, watch),
        Arguments.of(Dropout.Sharing.BATCH, AveragingPath.DRIVER, nesterov, EarlyStopping.NEVER),
        Arguments.of(
            Dropout.Sharing.ROUND, AveragingPath.SLICES, OuterStep.AVERAGE, EarlyStopping.NEVER));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void run_cutOffAfterAnyRound_endsWithTheSameBits(
      Dropout.Sharing sharing, AveragingPath path, OuterStep outerStep, EarlyStopping stopping) {
    BlasPlan plan = plan(sharing, path, outerStep, stopping);
    TrainingResult whole = train(plan, Checkpoints.NONE, TrainingListener.NONE);
    for (int cut = 0; cut < EPOCHS * ROUNDS; cut++) {
      String place = folder.resolve("cut-" + cut).toString();
      CutOff cutOff = new CutOff(new AtomicInteger(cut));
      assertThatThrownBy(() -> train(plan, checkpoints(place, EVERY_ROUND), cutOff))
          .hasMessage("cut off");
      AtomicInteger roundsLeft = new AtomicInteger();
      TrainingResult resumed =
          train(plan, checkpoints(place, EVERY_ROUND), counting(roundsLeft, cut));
      assertThat(roundsLeft).hasValue(EPOCHS * ROUNDS - cut);
      requireSame(resumed, whole);
    }
  }

  private static TrainingListener counting(AtomicInteger rounds, int done) {
    return new TrainingListener() {
      @Override
      public void resumed(List<EpochRecord> history, int roundsOfNext) {
        assertThat(history.size() * ROUNDS + roundsOfNext).isEqualTo(done).isPositive();
      }

      @Override
      public void roundFinished(Progress progress) {
        rounds.incrementAndGet();
      }
    };
  }

  private static void requireSame(TrainingResult actual, TrainingResult expected) {
    assertThat(actual.weights()).containsExactly(expected.weights());
    assertThat(actual.bestEpoch()).isEqualTo(expected.bestEpoch());
    assertThat(actual.stoppedEarly()).isEqualTo(expected.stoppedEarly());
    assertThat(actual.kernelFamily()).isEqualTo(expected.kernelFamily());
    assertThat(actual.history().stream().map(ResumptionTest::figures))
        .containsExactlyElementsOf(
            expected.history().stream().map(ResumptionTest::figures).toList());
  }

  private static List<Object> figures(EpochRecord epoch) {
    return List.of(
        epoch.epoch(), epoch.loss(), epoch.error(), epoch.validation(), epoch.learningRate());
  }

  @Test
  void run_cutOffWithinAnEpoch_losesThatEpochOnly() {
    BlasPlan plan = plan(AveragingPath.DRIVER);
    String place = folder.toString();
    CutOff cutOff = new CutOff(new AtomicInteger(3));
    assertThatThrownBy(() -> train(plan, checkpoints(place, EVERY_EPOCH), cutOff))
        .hasMessage("cut off");
    AtomicInteger roundsLeft = new AtomicInteger();
    TrainingResult resumed = train(plan, checkpoints(place, EVERY_EPOCH), counting(roundsLeft, 2));
    assertThat(roundsLeft).hasValue(4);
    requireSame(resumed, train(plan, Checkpoints.NONE, TrainingListener.NONE));
  }

  @Test
  void run_thatHasEnded_trainsNoMoreAndGivesTheSameResult() {
    EarlyStopping impatient = new EarlyStopping(EarlyStopping.Metric.ERROR, 1);
    BlasPlan plan =
        plan(Dropout.Sharing.EXAMPLE, AveragingPath.DRIVER, OuterStep.AVERAGE, impatient);
    String place = folder.toString();
    TrainingResult whole = train(plan, checkpoints(place, EVERY_EPOCH), TrainingListener.NONE);
    AtomicInteger roundsLeft = new AtomicInteger();
    int done = whole.history().size() * ROUNDS;
    requireSame(train(plan, checkpoints(place, EVERY_EPOCH), counting(roundsLeft, done)), whole);
    assertThat(roundsLeft).hasValue(0);
  }

  @Test
  void run_ofNoEpochs_keepsItsInitialWeights() {
    BlasPlan plan = Plans.plan(2, 0, 0.1, EarlyStopping.NEVER);
    String place = folder.toString();
    TrainingResult whole = train(plan, checkpoints(place, EVERY_EPOCH), TrainingListener.NONE);
    AtomicInteger resumptions = new AtomicInteger();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void resumed(List<EpochRecord> history, int rounds) {
            resumptions.incrementAndGet();
          }
        };
    requireSame(train(plan, checkpoints(place, EVERY_EPOCH), listener), whole);
    assertThat(resumptions).hasValue(1);
  }

  @Test
  void run_withTheLongestInterval_keepsItsEndOnly() {
    CheckpointInterval longest = CheckpointInterval.parse("999999999 hours").orElseThrow();
    train(
        plan(AveragingPath.DRIVER), checkpoints(folder.toString(), longest), TrainingListener.NONE);
    assertThat(folder.toFile().list((place, name) -> name.endsWith(".checkpoint")))
        .containsExactly("epoch-000003-round-000000.checkpoint");
  }

  @Test
  void run_onAnotherAveragingPath_goesOn() {
    String place = folder.toString();
    CutOff cutOff = new CutOff(new AtomicInteger(3));
    BlasPlan onDriver = plan(AveragingPath.DRIVER);
    assertThatThrownBy(() -> train(onDriver, checkpoints(place, EVERY_ROUND), cutOff))
        .hasMessage("cut off");
    BlasPlan inSlices = plan(AveragingPath.SLICES);
    requireSame(
        train(inSlices, checkpoints(place, EVERY_ROUND), TrainingListener.NONE),
        train(onDriver, Checkpoints.NONE, TrainingListener.NONE));
  }

  private static BlasPlan plan(AveragingPath path) {
    OuterStep nesterov = new OuterStep(0.7, 0.9);
    return plan(Dropout.Sharing.EXAMPLE, path, nesterov, EarlyStopping.NEVER);
  }

  private static BlasPlan plan(
      Dropout.Sharing sharing, AveragingPath path, OuterStep outerStep, EarlyStopping stopping) {
    return Plans.averaged(Plans.plan(sharing, 2, EPOCHS, 0.1, stopping), outerStep, path);
  }

  private static Checkpoints checkpoints(String place, CheckpointInterval interval) {
    DataProfile profile =
        new DataProfile(
            210, 150, 60, 0, new TreeMap<>(), Plans.WIDTH, 2, List.of(75L, 75L), Optional.empty());
    RunIdentity run = new RunIdentity(new TreeMap<>(), profile, "a", "b", 2, 1, "1");
    return new Checkpointing(
        new CheckpointFolder(place, new Configuration()), run, interval, 2, true);
  }

  private static TrainingResult train(
      BlasPlan plan, Checkpoints checkpoints, TrainingListener listener) {
    return new Trainer(
            plan.run(),
            new BlasEngine(plan),
            training,
            Optional.of(validation),
            checkpoints,
            listener)
        .train();
  }
}
