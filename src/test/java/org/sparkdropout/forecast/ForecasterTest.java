package org.sparkdropout.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.sparkdropout.fit.PlannedRuns;
import org.sparkdropout.ml.DropoutClassifier;
import org.sparkdropout.testing.SparkTest;
import org.sparkdropout.train.AveragingPath;
import org.sparkdropout.train.TrainingPlan;

@SparkTest
class ForecasterTest {
  private static final int ROWS = 1_000;
  private static final int FEATURES = 16;

  private final Dataset<Row> table;

  ForecasterTest(SparkSession spark) {
    List<Row> rows =
        IntStream.range(0, ROWS)
            .mapToObj(
                row ->
                    RowFactory.create(
                        (double) (row % 2),
                        Vectors.dense(
                            IntStream.range(0, FEATURES)
                                .mapToDouble(feature -> Math.sin(row * 31 + feature))
                                .toArray())))
            .toList();
    StructType schema =
        new StructType(
            new StructField[] {
              DataTypes.createStructField("label", DataTypes.DoubleType, false),
              DataTypes.createStructField("features", SQLDataTypes.VectorType(), false)
            });
    this.table = spark.createDataFrame(rows, schema);
  }

  private PlannedRuns runs(int... hidden) {
    return new DropoutClassifier()
        .setHiddenLayers(hidden)
        .setMaxIter(20)
        .setReplicas(2)
        .plannedRuns(table);
  }

  private static StepSeconds timed(PlannedRuns runs) {
    return StepTimer.of(runs).seconds(runs.with(1));
  }

  @Test
  void stepTimer_networkSixteenTimesAsLarge_takesLonger() {
    StepSeconds small = timed(runs(256, 256));
    StepSeconds large = timed(runs(1024, 1024));
    assertThat(small.step()).isPositive();
    assertThat(small.start()).isNotNegative();
    assertThat(large.step()).isGreaterThan(small.step());
  }

  @Test
  void stepTimer_stepsOfOneKind_areMeasuredOnce() {
    PlannedRuns runs = runs(8);
    StepTimer timer = StepTimer.of(runs);
    assertThat(timer.seconds(runs.with(8))).isSameAs(timer.seconds(runs.with(4)));
    assertThat(timer.seconds(runs.with(64))).isNotSameAs(timer.seconds(runs.with(4)));
  }

  private Forecasts forecasts(RoundConstants constants, double critical) {
    PlannedRuns runs = runs(8);
    return new Forecaster(
            runs,
            StepTimer.of(runs),
            replicas -> Cluster.forReplicas(replicas, 4, 4, 1),
            new RoundModel(constants),
            new CriticalExamples(critical))
        .all();
  }

  @Test
  void all_ofATable_tellsOfEachPowerOfTwoWithRows() {
    Forecasts forecasts = forecasts(RoundConstants.MEASURED, 1000);
    assertThat(forecasts.all().stream().map(Forecast::replicas))
        .containsExactly(1, 2, 4, 8, 16, 32, 64, 128, 256, 512);
    assertThat(forecasts.all().stream().map(forecast -> forecast.cluster().executors()))
        .containsExactly(1, 1, 1, 2, 4, 4, 4, 4, 4, 4);
    assertThat(forecasts.all().stream().map(Forecast::path)).containsOnly(AveragingPath.DRIVER);
  }

  @Test
  void all_fourReplicas_addUpAsByHand() {
    RoundConstants constants = new RoundConstants(1, 2, 0, 0, 0, 0, 0);
    Forecast four = forecasts(constants, 1000).all().get(2);
    // 250 rows each in batches of 32 are 8 steps, too few for two rounds.
    StepSeconds steps = four.stepSeconds();
    assertThat(four.epoch().steps()).isCloseTo(steps.start() + 8 * steps.step(), within(1e-12));
    assertThat(four.epoch().fixed()).isEqualTo(1);
    // 16 x 8 + 8 + 8 x 2 + 2 parameters and as many velocities; the state goes out, four come in.
    long state = 2 * 4 * 154;
    assertThat(four.epoch().transfer()).isCloseTo(5 * state / 125e6, within(1e-12));
    // 1 replica takes 128 examples at once, and so do 4.
    assertThat(four.epochs()).isEqualTo(20);
    assertThat(four.secondsToTarget()).isCloseTo(20 * four.epoch().total(), within(1e-9));
    assertThat(four.driver().bytes()).isEqualTo(5 * state + 4 * 154);
    assertThat(four.executor().bytes()).isEqualTo(5 * state + 4L * ROWS * (FEATURES + 2));
  }

  @Test
  void lasting_otherEpochs_isTheRunThatTheyGive() {
    TrainingPlan plan = runs(8).lasting(7).with(4).plan();
    assertThat(plan.epochs()).isEqualTo(7);
    assertThat(plan.outerStep().warmupEpochs()).isEqualTo(7);
    assertThat(plan.replicasReason()).contains("outerWarmupEpochs = 7.0");
    assertThat(runs(8).with(4).plan().replicasReason()).contains("outerWarmupEpochs = 20.0");
  }

  @Test
  void choice_roundsThatTakeNothing_isNeverOneWithTooFewSteps() {
    Forecasts forecasts = forecasts(new RoundConstants(0, 0, 0, 0, 0, 0, 0), 1e9);
    assertThat(forecasts.leftOut().stream().map(Forecast::replicas)).contains(8, 32, 512);
    assertThat(forecasts.leftOut()).doesNotContain(forecasts.first(), forecasts.choice());
  }

  @Test
  void choice_replicasThatSaveNothing_isOne() {
    Forecasts forecasts = forecasts(new RoundConstants(100, 100, 0, 0, 0, 0, 0), 1e-3);
    assertThat(forecasts.choice().replicas()).isEqualTo(1);
    assertThat(forecasts.choice().cluster().cores()).isEqualTo(1);
  }
}
