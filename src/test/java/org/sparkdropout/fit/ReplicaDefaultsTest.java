package org.sparkdropout.fit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkdropout.ml.DropoutClassifier;
import org.sparkdropout.ml.param.SharedParams;

class ReplicaDefaultsTest {
  private static ReplicaDefaults chosen(DropoutClassifier classifier, int replicas, long rows) {
    return ReplicaDefaults.of(GivenNetwork.of(classifier), replicas, rows);
  }

  @ParameterizedTest
  @CsvSource({
    "4, 20, 0.6",
    "5, 20, 0.68",
    "8, 20, 0.8",
    "16, 20, 0.9",
    "32, 15, 0.95",
    "64, 8, 0.95"
  })
  void of_manyReplicas_takesAnOuterStepSomeTimesAnEpoch(
      int replicas, int interval, double momentum) {
    ReplicaDefaults chosen = chosen(new DropoutClassifier().setBatchSize(32), replicas, 60_000);
    SharedParams params = chosen.given().params();
    assertThat(params.getAveragingInterval()).isEqualTo(interval);
    assertThat(params.getOuterLearningRate()).isEqualTo(0.7);
    assertThat(params.getOuterMomentum()).isEqualTo(momentum);
    assertThat(chosen.text())
        .isEqualTo(
            "averagingInterval = %d, outerLearningRate = 0.7, outerMomentum = %s, outerWarmupEpochs = 20.0, as chosen for %d replicas",
            interval, momentum, replicas);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 128, example, 0.1",
    "2, 64, example, 0.1",
    "3, 42, example, 0.1",
    "4, 32, example, 0.1",
    "63, 32, example, 0.1",
    "64, 8, round, 0.05"
  })
  void of_openBatch_isSmallerForMoreReplicas(
      int replicas, int batchSize, String sharing, double learningRate) {
    DropoutClassifier classifier = new DropoutClassifier();
    SharedParams params = chosen(classifier, replicas, 60_000).given().params();
    assertThat(params.getBatchSize()).isEqualTo(batchSize);
    assertThat(ReplicaDefaults.batchSize(classifier, replicas)).isEqualTo(batchSize);
    assertThat(params.getMaskSharing()).isEqualTo(sharing);
    assertThat(params.getLearningRate()).isEqualTo(learningRate);
  }

  @Test
  void of_batchesOfEight_halveTheUsualRateOfTheOptimizer() {
    DropoutClassifier classifier = new DropoutClassifier().setOptimizer("adamw");
    SharedParams params = chosen(classifier, 64, 60_000).given().params();
    assertThat(params.getLearningRate()).isEqualTo(0.0005);
  }

  @ParameterizedTest
  @CsvSource({"31, 8", "30, 8", "36, 9", "41, 11", "43, 11", "601, 21", "13, 7", "5, 5"})
  void of_epochsThatRoundsDoNotDivide_leavesFiveStepsForTheLast(int steps, int interval) {
    ReplicaDefaults chosen = chosen(new DropoutClassifier().setBatchSize(32), 4, 4L * 32 * steps);
    assertThat(chosen.given().params().getAveragingInterval()).isEqualTo(interval);
  }

  @Test
  void of_roundsOfFewerThanFiveSteps_takesThePlainAverage() {
    DropoutClassifier classifier = new DropoutClassifier().setBatchSize(32);
    assertThat(chosen(classifier, 8, 8 * 32 * 5).text()).contains("outerMomentum");
    assertThat(chosen(classifier, 8, 8 * 32 * 5 - 1).text()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"4, 128, 0.9", "5, 16, 0.36", "32, 8, 0.8"})
  void of_aBatchOfTheUser_takesMomentumByWhatAllReplicasTakeAtOnce(
      int replicas, int batchSize, double momentum) {
    DropoutClassifier classifier = new DropoutClassifier().setBatchSize(batchSize);
    assertThat(chosen(classifier, replicas, 60_000).given().params().getOuterMomentum())
        .isEqualTo(momentum);
  }

  @Test
  void of_fewExamplesAtOnce_takesThePlainAverage() {
    assertThat(chosen(new DropoutClassifier().setBatchSize(8), 4, 60_000).text()).isEmpty();
    assertThat(chosen(new DropoutClassifier().setBatchSize(18), 4, 60_000).text()).isEmpty();
    assertThat(chosen(new DropoutClassifier().setBatchSize(19), 4, 60_000).text()).isNotEmpty();
  }

  @Test
  void of_masksThatCannotBeShared_areTakenByExampleInLargerBatches() {
    assertTakesMasksByExample(new DropoutClassifier().setDropoutKind("gaussian"));
    assertTakesMasksByExample(new DropoutClassifier().setMaskSharing("example"));
    assertTakesMasksByExample(new DropoutClassifier().setDropoutSchedule("flatCosine"));
    assertTakesMasksByExample(new DropoutClassifier().setHiddenDropout(0.5, 0.3));
    assertTakesMasksByExample(new DropoutClassifier().setAveragingInterval(100));
    assertTakesMasksByExample(new DropoutClassifier().setLearningRate(0.1));
    assertTakesMasksByExample(new DropoutClassifier().setOptimizer("schedulefree"));
  }

  private static void assertTakesMasksByExample(DropoutClassifier classifier) {
    SharedParams params = chosen(classifier, 128, 60_000).given().params();
    assertThat(params.getMaskSharing()).isEqualTo("example");
    assertThat(params.getBatchSize()).isEqualTo(32);
  }

  @Test
  void of_manyReplicas_leavesTheEstimatorAsItIs() {
    DropoutClassifier classifier = new DropoutClassifier();
    chosen(classifier, 8, 60_000);
    assertThat(classifier.isSet(classifier.averagingInterval())).isFalse();
    assertThat(classifier.getOuterMomentum()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void of_fewReplicas_takeNoOuterStep(int replicas) {
    assertChoosesNothing(new DropoutClassifier().setBatchSize(128), replicas);
  }

  @Test
  void of_oneOfThemSet_choosesNothing() {
    assertChoosesNothing(new DropoutClassifier().setBatchSize(128).setAveragingInterval(100), 8);
    assertChoosesNothing(new DropoutClassifier().setBatchSize(128).setOuterLearningRate(1), 8);
    assertChoosesNothing(new DropoutClassifier().setBatchSize(128).setOuterMomentum(0), 8);
    assertChoosesNothing(new DropoutClassifier().setBatchSize(128).setOuterWarmupEpochs(0), 8);
  }

  @Test
  void of_whatWasNotMeasured_choosesNothing() {
    assertChoosesNothing(new DropoutClassifier().setEngine("dl4j"), 8);
    assertChoosesNothing(new DropoutClassifier().setOptimizer("schedulefree").setBatchSize(128), 8);
  }

  private static void assertChoosesNothing(DropoutClassifier classifier, int replicas) {
    ReplicaDefaults chosen = chosen(classifier, replicas, 60_000);
    assertThat(chosen.text()).isEmpty();
    assertThat(chosen.given().params()).isSameAs(classifier);
  }
}
